import WASICore

/// A system that refuses everything, except for a clock that counts its calls, and sockets that have an address if one is set.
///
/// For tests in which the guest talks to host functions of the test's own.
final class BareSystem: SystemInterface {
    var ticks: UInt64 = 0
    /// That of both ends of every socket; each sends empty messages, and accepts.
    var address: SocketAddress?

    private func knownAddress() throws(Errno) -> SocketAddress {
        guard let address else { throw .notSupported }
        return address
    }

    func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        throw .notSupported
    }
    func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        ticks &+= 1
        return .nanoseconds(ticks)
    }
    func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        throw .notSupported
    }
    func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        throw .notSupported
    }
    func close(_ fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func syncData(_ fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func sync(_ fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        throw .notSupported
    }
    func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        throw .notSupported
    }
    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        throw .notSupported
    }
    func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        throw .notSupported
    }
    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        throw .notSupported
    }
    func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        throw .notSupported
    }
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        throw .notSupported
    }
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        throw .notSupported
    }
    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        throw .notSupported
    }
    func position(of fd: Descriptor) throws(Errno) -> FileSize {
        throw .notSupported
    }
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        throw .notSupported
    }
    func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        throw .notSupported
    }
    func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        throw .notSupported
    }
    func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        throw .notSupported
    }
    func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        throw .notSupported
    }
    func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        throw .notSupported
    }
    func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        throw .notSupported
    }
    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        throw .notSupported
    }
    func exit(_ code: ExitCode) {}
    func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        throw .notSupported
    }
    func yield() throws(Errno) {
        throw .notSupported
    }
    func arguments() -> [String] {
        []
    }
    func environment() -> [EnvironmentVariable] {
        []
    }
    func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        throw .notSupported
    }
    func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        _ = try knownAddress()
        return Descriptor(rawValue: 100 + UInt32(flags.rawValue))
    }
    func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received {
        throw .notSupported
    }
    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        throw .notSupported
    }
    func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        throw .notSupported
    }
    func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor { throw .notSupported }
    func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .notSupported }
    func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .notSupported }
    func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) { throw .notSupported }
    func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage { ReceivedMessage(byteCount: 0, sender: try knownAddress()) }
    func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int { throw .notSupported }
    func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue { throw .notSupported }
    func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try knownAddress() }
    func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try knownAddress() }
    func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { throw .notSupported }
}
