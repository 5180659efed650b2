import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func processArguments(of call: SystemCall) {
        switch call {
        case .procExit(let code): field("code", UInt64(code.rawValue))
        case .procRaise(let signal):
            name("signal")
            word(signal.word)
        default: break
        }
    }
}
