import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func clockArguments(of call: SystemCall) {
        switch call {
        case .clockResGet(let clock):
            name("id")
            word(clock.word)
        case .clockTimeGet(let clock, precision: let precision):
            name("id")
            word(clock.word)
            name("precision")
            time(precision)
        default: break
        }
    }
}
