import WASICore

/// When the arguments of a call are looked at.
enum TraceMoment: Equatable {
    /// Before it, which leaves out what it fills and what follows.
    case before
    case failed
    /// With the bytes that it has moved.
    case returned(byteCount: Int)

    init(_ value: SystemValue) {
        switch value {
        case .count(let count): self = .returned(byteCount: count)
        case .received(let received): self = .returned(byteCount: received.byteCount)
        case .message(let message): self = .returned(byteCount: message.byteCount)
        default: self = .returned(byteCount: 0)
        }
    }
}

extension TraceWriter {
    /// The arguments of a call.
    mutating func arguments(of call: SystemCall, _ names: TraceNames, _ moment: TraceMoment) {
        switch call.name.family {
        case .program: break
        case .clocks: clockArguments(of: call)
        case .descriptors: descriptorArguments(of: call, names, moment)
        case .paths: pathArguments(of: call, names, moment)
        case .directories: directoryArguments(of: call, names)
        case .poll: pollArguments(of: call, names)
        case .process: processArguments(of: call)
        case .random: randomArguments(of: call, moment)
        case .sockets: socketArguments(of: call, names, moment)
        }
    }
}
