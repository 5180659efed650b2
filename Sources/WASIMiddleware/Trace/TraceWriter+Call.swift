import WASICore

extension TraceWriter {
    /// The arguments of a call, up to what it fills.
    mutating func arguments(of call: SystemCall, _ names: TraceNames) {
        switch call.name.family {
        case .program, .random: break
        case .clocks: clockArguments(of: call)
        case .descriptors: descriptorArguments(of: call, names)
        case .paths: pathArguments(of: call, names)
        case .directories: directoryArguments(of: call, names)
        case .poll: pollArguments(of: call, names)
        case .process: processArguments(of: call)
        case .sockets: socketArguments(of: call, names)
        }
    }

    /// What a call has filled, and the arguments behind it; nothing for a call that fills nothing.
    ///
    /// - Parameter value: What it has returned; `nil` if it has failed.
    mutating func filled(by call: SystemCall, _ value: SystemValue?) {
        switch call {
        case .fdRead(_, let buffers), .pathReadlink(_, let buffers): received(buffers, byteCount(value))
        case .fdPread(_, let buffers, offset: let offset):
            received(buffers, byteCount(value))
            field("offset", offset)
        case .randomGet(let buffers):
            // It fills all of it, and returns no count.
            received(buffers, value == nil ? nil : buffers.byteCount)
        case .sockRecv(_, let buffers, let flags), .sockRecvFrom(_, let buffers, let flags):
            received(buffers, byteCount(value))
            name("flags")
            self.flags(UInt64(flags.rawValue), TraceWords.receiveFlags)
        default: break
        }
    }

    /// The bytes that were moved; `nil` if the call has failed.
    private func byteCount(_ value: SystemValue?) -> Int? {
        switch value {
        case .count(let count)?: count
        case .received(let received)?: received.byteCount
        case .message(let message)?: message.byteCount
        case nil: nil
        default: 0
        }
    }
}
