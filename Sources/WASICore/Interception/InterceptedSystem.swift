/// A system whose calls pass an ``Interceptor``.
///
/// The one type that spells out all calls for observers. It adds a few nanoseconds to a call and does not allocate.
public final class InterceptedSystem<Observer: Interceptor>: SystemInterface {
    /// Where calls go.
    public let base: any SystemInterface
    /// What they pass.
    public let interceptor: Observer

    /// Puts an interceptor in front of a system. Of several, the last sees a call first.
    @inlinable
    public init(_ base: any SystemInterface, by interceptor: Observer) {
        self.base = base
        self.interceptor = interceptor
    }

    // Program.

    @inlinable public func arguments() -> [String] {
        guard case .arguments(let result)? = try? interceptor.intercept(.argsGet, { .arguments(base.arguments()) }) else {
            return []
        }
        return result
    }

    @inlinable public func environment() -> [EnvironmentVariable] {
        guard case .environment(let result)? = try? interceptor.intercept(.environGet, { .environment(base.environment()) })
        else { return [] }
        return result
    }

    // Clocks.

    @inlinable public func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        let value = try interceptor.intercept(.clockResGet(clock)) { () throws(Errno) in
            .time(try base.resolution(of: clock))
        }
        guard case .time(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        let value = try interceptor.intercept(.clockTimeGet(clock, precision: precision)) { () throws(Errno) in
            .time(try base.time(of: clock, precision: precision))
        }
        guard case .time(let result) = value else { throw .ioError }
        return result
    }

    // Descriptors.

    @inlinable public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdAdvise(fd, offset: offset, length: length, advice)) { () throws(Errno) in
            try base.advise(fd, advice, at: offset, length: length)
            return .none
        }
    }
    @inlinable public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdAllocate(fd, offset: offset, length: length)) { () throws(Errno) in
            try base.allocate(fd, at: offset, length: length)
            return .none
        }
    }
    @inlinable public func close(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdClose(fd)) { () throws(Errno) in
            try base.close(fd)
            return .none
        }
    }
    @inlinable public func syncData(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdDatasync(fd)) { () throws(Errno) in
            try base.syncData(fd)
            return .none
        }
    }
    @inlinable public func sync(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdSync(fd)) { () throws(Errno) in
            try base.sync(fd)
            return .none
        }
    }
    @inlinable public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        let value = try interceptor.intercept(.fdFdstatGet(fd)) { () throws(Errno) in .status(try base.status(of: fd)) }
        guard case .status(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdFdstatSetFlags(fd, flags)) { () throws(Errno) in
            try base.setFlags(flags, of: fd)
            return .none
        }
    }
    @inlinable public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        _ = try interceptor.intercept(.fdFdstatSetRights(fd, rights, inheriting: inheriting)) { () throws(Errno) in
            try base.restrictRights(of: fd, to: rights, inheriting: inheriting)
            return .none
        }
    }
    @inlinable public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        let value = try interceptor.intercept(.fdFilestatGet(fd)) { () throws(Errno) in
            .attributes(try base.attributes(of: fd))
        }
        guard case .attributes(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdFilestatSetSize(fd, size)) { () throws(Errno) in
            try base.resize(fd, to: size)
            return .none
        }
    }
    @inlinable public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdFilestatSetTimes(fd, times)) { () throws(Errno) in
            try base.setTimes(times, of: fd)
            return .none
        }
    }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.fdPread(fd, view, offset: offset)) { () throws(Errno) in
            .count(try base.read(fd, into: &buffers, at: offset))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        let value = try interceptor.intercept(.fdPrestatGet(fd)) { () throws(Errno) in .preopen(try base.preopen(fd)) }
        guard case .preopen(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        let value = try interceptor.intercept(.fdPwrite(fd, TransferBuffers(buffers), offset: offset)) { () throws(Errno) in
            .count(try base.write(fd, from: buffers, at: offset))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.fdRead(fd, view)) { () throws(Errno) in
            .count(try base.read(fd, into: &buffers))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdRenumber(fd, to: target)) { () throws(Errno) in
            try base.renumber(fd, to: target)
            return .none
        }
    }
    @inlinable public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        let value = try interceptor.intercept(.fdSeek(fd, offset, whence)) { () throws(Errno) in
            .size(try base.seek(fd, by: offset, from: whence))
        }
        guard case .size(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func position(of fd: Descriptor) throws(Errno) -> FileSize {
        let value = try interceptor.intercept(.fdTell(fd)) { () throws(Errno) in .size(try base.position(of: fd)) }
        guard case .size(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let value = try interceptor.intercept(.fdWrite(fd, TransferBuffers(buffers))) { () throws(Errno) in
            .count(try base.write(fd, from: buffers))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }

    // Paths.

    @inlinable public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathCreateDirectory(copy path)) { () throws(Errno) in
            try base.createDirectory(at: path)
            return .none
        }
    }
    @inlinable public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        let value = try interceptor.intercept(.pathFilestatGet(copy path, follow)) { () throws(Errno) in
            .attributes(try base.attributes(at: path, follow: follow))
        }
        guard case .attributes(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        _ = try interceptor.intercept(.pathFilestatSetTimes(copy path, follow, times)) { () throws(Errno) in
            try base.setTimes(times, at: path, follow: follow)
            return .none
        }
    }
    @inlinable public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath)
        throws(Errno)
    {
        _ = try interceptor.intercept(.pathLink(copy source, follow, to: copy target)) { () throws(Errno) in
            try base.link(source, follow: follow, to: target)
            return .none
        }
    }
    @inlinable public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.pathOpen(copy path, follow, options, rights, inheriting: inheriting, flags)) {
            () throws(Errno) in
            .descriptor(
                try base.open(path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        let view = TransferBuffers(&buffer)
        let value = try interceptor.intercept(.pathReadlink(copy path, view)) { () throws(Errno) in
            .count(try base.readLink(at: path, into: &buffer))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathRemoveDirectory(copy path)) { () throws(Errno) in
            try base.removeDirectory(at: path)
            return .none
        }
    }
    @inlinable public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathRename(copy source, to: copy target)) { () throws(Errno) in
            try base.rename(source, to: target)
            return .none
        }
    }
    @inlinable public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathSymlink(target: target, copy path)) { () throws(Errno) in
            try base.createSymlink(to: target, at: path)
            return .none
        }
    }
    @inlinable public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathUnlinkFile(copy path)) { () throws(Errno) in
            try base.unlinkFile(at: path)
            return .none
        }
    }

    // Directories.

    @inlinable public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        var hasProceeded = false
        _ = try interceptor.intercept(.fdReaddir(fd, cookie)) { () throws(Errno) in
            hasProceeded = true
            var count = 0
            try base.readDirectory(fd, from: cookie) { entry throws(Errno) in
                interceptor.visited(entry)
                count += 1
                return try visit(entry)
            }
            return .count(count)
        }
        if !hasProceeded { try interceptor.answerListing(visit) }
    }

    // Poll.

    @inlinable public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        var hasProceeded = false
        _ = try interceptor.intercept(.pollOneoff(subscriptions)) { () throws(Errno) in
            hasProceeded = true
            try base.poll(subscriptions, into: &events)
            interceptor.polled(events.span)
            return .count(events.count)
        }
        if !hasProceeded { interceptor.answerPoll(into: &events) }
    }

    // Process.

    @inlinable public func exit(_ code: ExitCode) {
        _ = try? interceptor.intercept(.procExit(code)) {
            base.exit(code)
            return .none
        }
    }
    @inlinable public func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        let value = try interceptor.intercept(.procRaise(signal)) { () throws(Errno) in .action(try base.raise(signal)) }
        guard case .action(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func yield() throws(Errno) {
        _ = try interceptor.intercept(.schedYield) { () throws(Errno) in
            try base.yield()
            return .none
        }
    }

    // Random.

    @inlinable public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        let view = TransferBuffers(&buffer)
        _ = try interceptor.intercept(.randomGet(view)) { () throws(Errno) in
            try base.randomBytes(into: &buffer)
            return .none
        }
    }

    // Sockets.

    @inlinable public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.sockOpen(family, type, `protocol`)) { () throws(Errno) in
            .descriptor(try base.openSocket(family, type, `protocol`))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        _ = try interceptor.intercept(.sockBind(fd, address)) { () throws(Errno) in
            try base.bind(fd, to: address)
            return .none
        }
    }
    @inlinable public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        _ = try interceptor.intercept(.sockConnect(fd, address)) { () throws(Errno) in
            try base.connect(fd, to: address)
            return .none
        }
    }
    @inlinable public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        _ = try interceptor.intercept(.sockListen(fd, backlog: backlog)) { () throws(Errno) in
            try base.listen(fd, backlog: backlog)
            return .none
        }
    }
    @inlinable public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.sockAccept(fd, flags)) { () throws(Errno) in
            .descriptor(try base.accept(fd, flags: flags))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno)
        -> Received
    {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.sockRecv(fd, view, flags)) { () throws(Errno) in
            .received(try base.receive(fd, into: &buffers, flags: flags))
        }
        guard case .received(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno)
        -> Int
    {
        let value = try interceptor.intercept(.sockSend(fd, TransferBuffers(buffers), flags)) { () throws(Errno) in
            .count(try base.send(fd, from: buffers, flags: flags))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        _ = try interceptor.intercept(.sockShutdown(fd, directions)) { () throws(Errno) in
            try base.shutdown(fd, directions)
            return .none
        }
    }
    @inlinable public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.sockRecvFrom(fd, view, flags)) { () throws(Errno) in
            .message(try base.receiveMessage(fd, into: &buffers, flags: flags))
        }
        guard case .message(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        let value = try interceptor.intercept(.sockSendTo(fd, TransferBuffers(buffers), flags, address)) {
            () throws(Errno) in .count(try base.send(fd, from: buffers, flags: flags, to: address))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let value = try interceptor.intercept(.sockGetsockopt(fd, option)) { () throws(Errno) in
            .option(try base.option(option, of: fd))
        }
        guard case .option(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.sockSetsockopt(fd, option, value)) { () throws(Errno) in
            try base.setOption(option, to: value, of: fd)
            return .none
        }
    }
    @inlinable public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let value = try interceptor.intercept(.sockGetlocaladdr(fd)) { () throws(Errno) in
            .address(try base.localAddress(of: fd))
        }
        guard case .address(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let value = try interceptor.intercept(.sockGetpeeraddr(fd)) { () throws(Errno) in
            .address(try base.remoteAddress(of: fd))
        }
        guard case .address(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        let value = try interceptor.intercept(.sockGetaddrinfo(query, limit: limit)) { () throws(Errno) in
            .addresses(try base.lookUp(query, limit: limit))
        }
        guard case .addresses(let result) = value else { throw .ioError }
        return result
    }
}

extension SystemInterface {
    /// The system with an interceptor in front of it. Of several, the last sees a call first.
    @inlinable
    public func intercepted<Observer: Interceptor>(by interceptor: Observer) -> InterceptedSystem<Observer> {
        InterceptedSystem(self, by: interceptor)
    }
}
