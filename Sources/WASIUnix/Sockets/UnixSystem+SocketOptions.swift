#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
public import WASICore

extension UnixSystem {
    public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let file = try socket(fd)
        switch option {
        case .type: return .type(file.type == .datagramSocket ? .datagram : .stream)
        case .error:
            let number = try Syscall.socketOption(SO_ERROR, of: file.host)
            return .error(number == 0 ? nil : Errno(host: number))
        case .linger:
            if file.memory >= 0, let span = socketMemories[file.memory]?.linger { return .span(span) }
            return .span(try Syscall.socketLinger(of: file.host).map { Timestamp(seconds: Int64($0), nanoseconds: 0) })
        case .receiveTimeout: return .span(try Syscall.socketTimeout(SO_RCVTIMEO, of: file.host))
        case .sendTimeout: return .span(try Syscall.socketTimeout(SO_SNDTIMEO, of: file.host))
        case .boundDevice: return .name(try Syscall.boundDevice(of: file.host))
        case .sendBufferSize, .receiveBufferSize:
            // Linux counts its own overhead too: twice what was set.
            let size = try Syscall.socketOption(try option.host(), of: file.host)
            return .number(isBufferSizeDoubled ? size / 2 : size)
        case .receiveLowWatermark: return .number(try Syscall.socketOption(SO_RCVLOWAT, of: file.host))
        case .noDelay:
            try file.checkIsTCP()
            return .flag(try Syscall.socketOption(cwasi_tcp_nodelay, level: cwasi_ipproto_tcp, of: file.host) != 0)
        case .reuseAddress, .dontRoute, .broadcast, .keepAlive, .outOfBandInline, .acceptsConnections:
            return .flag(try Syscall.socketOption(try option.host(), of: file.host) != 0)
        }
    }

    public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        let file = try socket(fd)
        switch (option, value) {
        case (.type, _), (.error, _), (.acceptsConnections, _): throw .notSupported
        case (.linger, .span(let span)): try setLinger(span, of: fd, file)
        case (.receiveTimeout, .span(let span)):
            try Syscall.setSocketTimeout(SO_RCVTIMEO, to: span == .zero ? nil : span, of: file.host)
        case (.sendTimeout, .span(let span)):
            try Syscall.setSocketTimeout(SO_SNDTIMEO, to: span == .zero ? nil : span, of: file.host)
        case (.boundDevice, .name(let name)): try Syscall.bindToDevice(name, file.host)
        case (.sendBufferSize, .number(let size)), (.receiveBufferSize, .number(let size)),
            (.receiveLowWatermark, .number(let size)):
            // Linux would take a negative number for a very large one.
            guard size >= 0 else { throw .invalidArgument }
            try Syscall.setSocketOption(try option.host(), to: size, of: file.host)
        case (.noDelay, .flag(let isOn)):
            try file.checkIsTCP()
            try Syscall.setSocketOption(cwasi_tcp_nodelay, level: cwasi_ipproto_tcp, to: isOn ? 1 : 0, of: file.host)
        case (.reuseAddress, .flag(let isOn)), (.dontRoute, .flag(let isOn)), (.broadcast, .flag(let isOn)),
            (.keepAlive, .flag(let isOn)), (.outOfBandInline, .flag(let isOn)):
            try Syscall.setSocketOption(try option.host(), to: isOn ? 1 : 0, of: file.host)
        default: throw .invalidArgument
        }
    }

    /// The host itself is never told to linger for a time: see ``linger(_:_:)``.
    private func setLinger(_ span: Timestamp?, of fd: Descriptor, _ file: OpenFile) throws(Errno) {
        try Syscall.setSocketLinger(throwsAway: span == .zero, of: file.host)
        if let span, span != .zero {
            try socketMemory(of: fd).linger = span
        } else {
            socketMemories[file.memory]?.linger = nil
        }
    }
}

extension OpenFile {
    /// Fails unless it is a stream of the internet protocol.
    fileprivate func checkIsTCP() throws(Errno) {
        guard type == .streamSocket, family == .ipv4 || family == .ipv6 else { throw .protocolNotAvailable }
    }
}

extension SocketOption {
    /// The host's number of an option of the socket level that is a plain number there.
    fileprivate func host() throws(Errno) -> Int32 {
        switch self {
        case .reuseAddress: SO_REUSEADDR
        case .dontRoute: SO_DONTROUTE
        case .broadcast: SO_BROADCAST
        case .sendBufferSize: SO_SNDBUF
        case .receiveBufferSize: SO_RCVBUF
        case .keepAlive: SO_KEEPALIVE
        case .outOfBandInline: SO_OOBINLINE
        case .receiveLowWatermark: SO_RCVLOWAT
        case .acceptsConnections: SO_ACCEPTCONN
        case .type, .error, .linger, .receiveTimeout, .sendTimeout, .boundDevice, .noDelay: throw .protocolNotAvailable
        }
    }
}

private var isBufferSizeDoubled: Bool {
    #if os(Linux)
        true
    #else
        false
    #endif
}
