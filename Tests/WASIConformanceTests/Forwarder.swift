import WASIConformance
import WASICore

/// A system that passes every call on to another one. What overrides a call breaks it, or sees it.
class Forwarder: SystemInterface {
    let base: any SystemInterface

    init(_ base: any SystemInterface) { self.base = base }

    func arguments() -> [String] { base.arguments() }
    func environment() -> [EnvironmentVariable] { base.environment() }

    func resolution(of clock: Clock) throws(Errno) -> Timestamp { try base.resolution(of: clock) }
    func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        try base.time(of: clock, precision: precision)
    }

    func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        try base.advise(fd, advice, at: offset, length: length)
    }
    func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        try base.allocate(fd, at: offset, length: length)
    }
    func close(_ fd: Descriptor) throws(Errno) { try base.close(fd) }
    func syncData(_ fd: Descriptor) throws(Errno) { try base.syncData(fd) }
    func sync(_ fd: Descriptor) throws(Errno) { try base.sync(fd) }
    func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus { try base.status(of: fd) }
    func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) { try base.setFlags(flags, of: fd) }
    func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        try base.restrictRights(of: fd, to: rights, inheriting: inheriting)
    }
    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes { try base.attributes(of: fd) }
    func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) { try base.resize(fd, to: size) }
    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) { try base.setTimes(times, of: fd) }
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        try base.read(fd, into: &buffers, at: offset)
    }
    func preopen(_ fd: Descriptor) throws(Errno) -> Preopen { try base.preopen(fd) }
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        try base.write(fd, from: buffers, at: offset)
    }
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        try base.read(fd, into: &buffers)
    }
    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) { try base.renumber(fd, to: target) }
    func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        try base.seek(fd, by: offset, from: whence)
    }
    func position(of fd: Descriptor) throws(Errno) -> FileSize { try base.position(of: fd) }
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        try base.write(fd, from: buffers)
    }

    func createDirectory(at path: borrowing GuestPath) throws(Errno) { try base.createDirectory(at: path) }
    func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        try base.attributes(at: path, follow: follow)
    }
    func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        try base.setTimes(times, at: path, follow: follow)
    }
    func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        try base.link(source, follow: follow, to: target)
    }
    func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        try base.open(path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
    }
    func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        try base.readLink(at: path, into: &buffer)
    }
    func removeDirectory(at path: borrowing GuestPath) throws(Errno) { try base.removeDirectory(at: path) }
    func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        try base.rename(source, to: target)
    }
    func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        try base.createSymlink(to: target, at: path)
    }
    func unlinkFile(at path: borrowing GuestPath) throws(Errno) { try base.unlinkFile(at: path) }

    func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        try base.readDirectory(fd, from: cookie, visit)
    }

    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        try base.poll(subscriptions, into: &events)
    }

    func exit(_ code: ExitCode) { base.exit(code) }
    func raise(_ signal: Signal) throws(Errno) -> SignalAction { try base.raise(signal) }
    func yield() throws(Errno) { try base.yield() }

    func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) { try base.randomBytes(into: &buffer) }

    func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        try base.openSocket(family, type, `protocol`)
    }
    func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { try base.bind(fd, to: address) }
    func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { try base.connect(fd, to: address) }
    func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) { try base.listen(fd, backlog: backlog) }
    func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        try base.accept(fd, flags: flags)
    }
    func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received {
        try base.receive(fd, into: &buffers, flags: flags)
    }
    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        try base.send(fd, from: buffers, flags: flags)
    }
    func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        try base.shutdown(fd, directions)
    }
    func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        try base.receiveMessage(fd, into: &buffers, flags: flags)
    }
    func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        try base.send(fd, from: buffers, flags: flags, to: address)
    }
    func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        try base.option(option, of: fd)
    }
    func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        try base.setOption(option, to: value, of: fd)
    }
    func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try base.localAddress(of: fd) }
    func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try base.remoteAddress(of: fd) }
    func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { try base.lookUp(query, limit: limit) }
}

/// Makes another world's systems and puts something in front of each.
struct WrappedWorld: ConformanceWorld {
    var world = UnixWorld(looksForLeaks: false)
    let wrap: (any SystemInterface) -> any SystemInterface

    var features: Set<ConformanceFeature> { world.features }

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        let subject = try world.makeSubject(request)
        return ConformanceSubject(
            wrap(subject.system), finish: subject.finish, standardOutput: subject.standardOutput,
            interrupt: subject.interrupt)
    }
}
