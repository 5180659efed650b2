/// A system of which only the calls that it has methods of its own for work: for tests, experiments, and guests that need little.
///
/// Every other call fails with ``Errno/noFunction`` (`ENOSYS`), except those that a guest makes at its start and end without need:
/// there are no arguments, no environment and no preopened directories, and to exit and to yield do nothing.
///
/// ```swift
/// /// Counts the bytes that a guest writes, and is nothing else.
/// final class Sink: PartialSystem {
///     var byteCount = 0
///
///     func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
///         byteCount += buffers.byteCount
///         return buffers.byteCount
///     }
/// }
/// ```
///
/// A call that was forgotten is found when a guest makes it. A system that is to be complete conforms to ``SystemInterface`` itself,
/// which does not compile until it is.
public protocol PartialSystem: SystemInterface {}

/// What every call does unless a system says otherwise.
extension PartialSystem {
    public func arguments() -> [String] { [] }
    public func environment() -> [EnvironmentVariable] { [] }
    public func resolution(of clock: Clock) throws(Errno) -> Timestamp { throw .noFunction }
    public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp { throw .noFunction }
    public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        throw .noFunction
    }
    public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) { throw .noFunction }
    public func close(_ fd: Descriptor) throws(Errno) { throw .noFunction }
    public func syncData(_ fd: Descriptor) throws(Errno) { throw .noFunction }
    public func sync(_ fd: Descriptor) throws(Errno) { throw .noFunction }
    public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus { throw .noFunction }
    public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) { throw .noFunction }
    public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) { throw .noFunction }
    public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes { throw .noFunction }
    public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) { throw .noFunction }
    public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) { throw .noFunction }
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        throw .noFunction
    }
    public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen { throw .badFileDescriptor }
    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        throw .noFunction
    }
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int { throw .noFunction }
    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) { throw .noFunction }
    public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        throw .noFunction
    }
    public func position(of fd: Descriptor) throws(Errno) -> FileSize { throw .noFunction }
    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int { throw .noFunction }
    public func createDirectory(at path: borrowing GuestPath) throws(Errno) { throw .noFunction }
    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        throw .noFunction
    }
    public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        throw .noFunction
    }
    public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        throw .noFunction
    }
    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor { throw .noFunction }
    public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        throw .noFunction
    }
    public func removeDirectory(at path: borrowing GuestPath) throws(Errno) { throw .noFunction }
    public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) { throw .noFunction }
    public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) { throw .noFunction }
    public func unlinkFile(at path: borrowing GuestPath) throws(Errno) { throw .noFunction }
    public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) { throw .noFunction }
    public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        throw .noFunction
    }
    public func exit(_ code: ExitCode) {}
    public func raise(_ signal: Signal) throws(Errno) -> SignalAction { throw .noFunction }
    public func yield() throws(Errno) {}
    public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) { throw .noFunction }
    public func openSocket(_ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol) throws(Errno)
        -> Descriptor
    { throw .noFunction }
    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .noFunction }
    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .noFunction }
    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) { throw .noFunction }
    public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor { throw .noFunction }
    public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received
    { throw .noFunction }
    public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        throw .noFunction
    }
    public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) { throw .noFunction }
    public func receiveMessage(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno)
        -> ReceivedMessage
    { throw .noFunction }
    public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress)
        throws(Errno) -> Int
    { throw .noFunction }
    public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue { throw .noFunction }
    public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        throw .noFunction
    }
    public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { throw .noFunction }
    public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { throw .noFunction }
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { throw .noFunction }
}
