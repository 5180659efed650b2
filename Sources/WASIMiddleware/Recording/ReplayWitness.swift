import WASICore

/// Answers from a recording what is asked beside the program's calls: what was open at the beginning, and the addresses of sockets.
final class ReplayWitness: Interceptor {
    /// As they were behind the last call that could change them.
    var addresses: [Descriptor: SocketAddresses] = [:]
    private var open: [Descriptor: OpenDescriptor] = [:]

    init(_ open: [OpenDescriptor]) {
        for descriptor in open {
            self.open[descriptor.fd] = descriptor
            addresses[descriptor.fd] = descriptor.addresses
        }
    }

    func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        switch call {
        case .fdFdstatGet(let fd):
            guard let status = open[fd]?.status else { throw .badFileDescriptor }
            return .status(status)
        case .fdPrestatGet(let fd):
            guard let preopen = open[fd]?.preopen else { throw .badFileDescriptor }
            return .preopen(preopen)
        case .sockGetlocaladdr(let fd):
            guard let address = addresses[fd]?.local else { throw .notSocket }
            return .address(address)
        case .sockGetpeeraddr(let fd):
            guard let address = addresses[fd]?.remote else { throw .socketNotConnected }
            return .address(address)
        default: throw .notSupported
        }
    }
}

/// Stands where there is no system, behind an interceptor that answers every call itself.
final class AbsentSystem: ForwardingSystem {
    /// Never asked: nothing passes the interceptor.
    var base: any SystemInterface { self }
}
