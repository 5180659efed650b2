/// A system that passes every call on to another one, but for those that it has methods of its own for.
///
/// ```swift
/// /// The same bytes each time.
/// final class FixedEntropy: ForwardingSystem {
///     let base: any SystemInterface
///     init(_ base: any SystemInterface) { self.base = base }
///
///     func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
///         for offset in buffer.byteOffsets { buffer.storeBytes(of: 4, toByteOffset: offset, as: UInt8.self) }
///     }
/// }
/// ```
///
/// To see or change all calls in one place, use an ``Interceptor``.
public protocol ForwardingSystem: SystemInterface {
    /// Where calls go.
    var base: any SystemInterface { get }
}

/// Every call, passed on.
extension ForwardingSystem {
    @inlinable public func arguments() -> [String] { base.arguments() }
    @inlinable public func environment() -> [EnvironmentVariable] { base.environment() }

    @inlinable public func resolution(of clock: Clock) throws(Errno) -> Timestamp { try base.resolution(of: clock) }
    @inlinable public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        try base.time(of: clock, precision: precision)
    }

    @inlinable public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        try base.advise(fd, advice, at: offset, length: length)
    }
    @inlinable public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        try base.allocate(fd, at: offset, length: length)
    }
    @inlinable public func close(_ fd: Descriptor) throws(Errno) { try base.close(fd) }
    @inlinable public func syncData(_ fd: Descriptor) throws(Errno) { try base.syncData(fd) }
    @inlinable public func sync(_ fd: Descriptor) throws(Errno) { try base.sync(fd) }
    @inlinable public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus { try base.status(of: fd) }
    @inlinable public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        try base.setFlags(flags, of: fd)
    }
    @inlinable public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        try base.restrictRights(of: fd, to: rights, inheriting: inheriting)
    }
    @inlinable public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes { try base.attributes(of: fd) }
    @inlinable public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) { try base.resize(fd, to: size) }
    @inlinable public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) { try base.setTimes(times, of: fd) }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        try base.read(fd, into: &buffers, at: offset)
    }
    @inlinable public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen { try base.preopen(fd) }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        try base.write(fd, from: buffers, at: offset)
    }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        try base.read(fd, into: &buffers)
    }
    @inlinable public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
    }
    @inlinable public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        try base.seek(fd, by: offset, from: whence)
    }
    @inlinable public func position(of fd: Descriptor) throws(Errno) -> FileSize { try base.position(of: fd) }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        try base.write(fd, from: buffers)
    }

    @inlinable public func createDirectory(at path: borrowing GuestPath) throws(Errno) { try base.createDirectory(at: path) }
    @inlinable public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        try base.attributes(at: path, follow: follow)
    }
    @inlinable public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        try base.setTimes(times, at: path, follow: follow)
    }
    @inlinable public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath)
        throws(Errno)
    {
        try base.link(source, follow: follow, to: target)
    }
    @inlinable public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        try base.open(path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
    }
    @inlinable public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        try base.readLink(at: path, into: &buffer)
    }
    @inlinable public func removeDirectory(at path: borrowing GuestPath) throws(Errno) { try base.removeDirectory(at: path) }
    @inlinable public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        try base.rename(source, to: target)
    }
    @inlinable public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        try base.createSymlink(to: target, at: path)
    }
    @inlinable public func unlinkFile(at path: borrowing GuestPath) throws(Errno) { try base.unlinkFile(at: path) }

    @inlinable public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        try base.readDirectory(fd, from: cookie, visit)
    }

    @inlinable public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        try base.poll(subscriptions, into: &events)
    }

    @inlinable public func exit(_ code: ExitCode) { base.exit(code) }
    @inlinable public func raise(_ signal: Signal) throws(Errno) -> SignalAction { try base.raise(signal) }
    @inlinable public func yield() throws(Errno) { try base.yield() }

    @inlinable public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        try base.randomBytes(into: &buffer)
    }

    @inlinable public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        try base.openSocket(family, type, `protocol`)
    }
    @inlinable public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { try base.bind(fd, to: address) }
    @inlinable public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        try base.connect(fd, to: address)
    }
    @inlinable public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) { try base.listen(fd, backlog: backlog) }
    @inlinable public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        try base.accept(fd, flags: flags)
    }
    @inlinable public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno)
        -> Received
    {
        try base.receive(fd, into: &buffers, flags: flags)
    }
    @inlinable public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno)
        -> Int
    {
        try base.send(fd, from: buffers, flags: flags)
    }
    @inlinable public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        try base.shutdown(fd, directions)
    }
    @inlinable public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        try base.receiveMessage(fd, into: &buffers, flags: flags)
    }
    @inlinable public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        try base.send(fd, from: buffers, flags: flags, to: address)
    }
    @inlinable public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        try base.option(option, of: fd)
    }
    @inlinable public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        try base.setOption(option, to: value, of: fd)
    }
    @inlinable public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try base.localAddress(of: fd) }
    @inlinable public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try base.remoteAddress(of: fd) }
    @inlinable public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        try base.lookUp(query, limit: limit)
    }
}
