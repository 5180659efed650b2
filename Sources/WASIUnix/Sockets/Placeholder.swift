public import WASICore

// Scaffolding of the branch while the calls are being written; gone before anything lands.
extension UnixSystem {
    public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor { throw .notSupported }
    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .notSupported }
    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { throw .notSupported }
    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) { throw .notSupported }
    public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage { throw .notSupported }
    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int { throw .notSupported }
    public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue { throw .notSupported }
    public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        throw .notSupported
    }
    public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { throw .notSupported }
    public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { throw .notSupported }
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { throw .notSupported }

    /// The sockets of the configuration, in order.
    public var grantedSockets: [GrantedSocket] { [] }
}
