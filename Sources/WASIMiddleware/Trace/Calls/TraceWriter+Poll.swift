import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func pollArguments(of call: SystemCall, _ names: TraceNames) {
        switch call {
        case .pollOneoff(let subscriptions):
            name("subscriptions")
            list { writer in
                for index in subscriptions.indices.prefix(TraceEntry.limit) {
                    writer.element()
                    writer.subscription(subscriptions[index], names)
                }
                writer.rest(subscriptions.count)
            }
        default: break
        }
    }

    private mutating func subscription(_ subscription: Subscription, _ names: TraceNames) {
        structure { writer in
            writer.name("type")
            switch subscription.kind {
            case .clock(let clock, timeout: let timeout, precision: let precision, isAbsolute: let isAbsolute):
                writer.word("clock")
                writer.name("id")
                writer.word(clock.word)
                writer.name("timeout")
                writer.time(timeout)
                writer.name("precision")
                writer.time(precision)
                writer.name("flags")
                writer.flags(isAbsolute ? 1 : 0, ["abstime"])
            case .read(let fd):
                writer.word("fd_read")
                writer.descriptor(fd, names)
            case .write(let fd):
                writer.word("fd_write")
                writer.descriptor(fd, names)
            case .invalid(let error, as: let type):
                writer.word(type.word)
                writer.name("invalid")
                writer.quoted(error.name)
            }
            writer.field("userdata", subscription.userData)
        }
    }
}
