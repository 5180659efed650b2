import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func directoryArguments(of call: SystemCall, _ names: TraceNames) {
        switch call {
        case .fdReaddir(let fd, let cookie):
            descriptor(fd, names)
            field("cookie", cookie.rawValue)
        default: break
        }
    }
}
