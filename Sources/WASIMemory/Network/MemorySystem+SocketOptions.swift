public import WASICore

// Options are kept and reported. Those that matter here do what they say; the others have nothing to act on.
extension MemorySystem {
    public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let (_, socket) = try socket(fd)
        let state = try socket.state()
        switch option {
        case .type: return .type(socket.type)
        case .error: return .error(try socket.perform { (network) throws(Errno) in try network.pendingError(socket.id) })
        case .linger: return .span(state.options.linger)
        case .receiveTimeout: return .span(state.options.receiveTimeout)
        case .sendTimeout: return .span(state.options.sendTimeout)
        // There are no devices to choose from.
        case .boundDevice: return .name("")
        case .sendBufferSize: return .number(Int32(clamping: state.options.sendBufferSize))
        case .receiveBufferSize: return .number(Int32(clamping: state.options.receiveBufferSize))
        case .receiveLowWatermark: return .number(state.options.lowWatermark)
        case .acceptsConnections: return .flag(state.stage == .listening)
        case .noDelay:
            try checkIsTCP(socket)
            return .flag(state.options.flags.contains(option))
        case .reuseAddress, .dontRoute, .broadcast, .keepAlive, .outOfBandInline:
            return .flag(state.options.flags.contains(option))
        }
    }

    public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        let (_, socket) = try socket(fd)
        var options = try socket.state().options
        switch (option, value) {
        case (.type, _), (.error, _), (.acceptsConnections, _): throw .notSupported
        case (.linger, .span(let span)): options.linger = span
        case (.receiveTimeout, .span(let span)): options.receiveTimeout = span.flatMap(\.inMicroseconds)
        case (.sendTimeout, .span(let span)): options.sendTimeout = span.flatMap(\.inMicroseconds)
        case (.boundDevice, .name(let name)): if !name.isEmpty { throw .noSuchDevice }
        case (.sendBufferSize, .number(let size)): options.sendBufferSize = try bufferSize(size)
        case (.receiveBufferSize, .number(let size)): options.receiveBufferSize = try bufferSize(size)
        case (.receiveLowWatermark, .number(let size)):
            guard size >= 0 else { throw .invalidArgument }
            options.lowWatermark = max(size, 1)
        case (.noDelay, .flag(let isOn)):
            try checkIsTCP(socket)
            set(option, isOn, in: &options)
        case (.reuseAddress, .flag(let isOn)), (.dontRoute, .flag(let isOn)), (.broadcast, .flag(let isOn)),
            (.keepAlive, .flag(let isOn)), (.outOfBandInline, .flag(let isOn)):
            set(option, isOn, in: &options)
        default: throw .invalidArgument
        }
        try socket.perform { (network) throws(Errno) in
            network.sockets[socket.id]?.options = options
            // More room, or a lower mark, may be what somebody waits for.
            network.signal(socket.id)
            network.signal(network.sockets[socket.id]?.peer)
        }
    }

    private func set(_ option: SocketOption, _ isOn: Bool, in options: inout SocketOptions) {
        if isOn { options.flags.insert(option) } else { options.flags.remove(option) }
    }

    private func bufferSize(_ size: Int32) throws(Errno) -> Int {
        guard size >= 0 else { throw .invalidArgument }
        return min(max(Int(size), SocketOptions.bufferSizes.lowerBound), SocketOptions.bufferSizes.upperBound)
    }

    /// Fails unless it is a stream of the internet protocol.
    private func checkIsTCP(_ socket: MemorySocket) throws(Errno) {
        guard socket.type == .stream, socket.family != .unix else { throw .protocolNotAvailable }
    }
}

extension Timestamp {
    /// Whole microseconds, rounded up, as hosts keep timeouts; `nil` for none.
    fileprivate var inMicroseconds: Timestamp? {
        self == .zero ? nil : .nanoseconds((self + .nanoseconds(999)).rawValue / 1_000 * 1_000)
    }
}
