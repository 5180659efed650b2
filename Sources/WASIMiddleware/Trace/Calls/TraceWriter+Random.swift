import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func randomArguments(of call: SystemCall, _ moment: TraceMoment) {
        guard case .randomGet(let buffers) = call else { return }
        // It fills all of it, and returns no count.
        if case .returned = moment {
            _ = received(buffers, .returned(byteCount: buffers.byteCount))
        } else {
            _ = received(buffers, moment)
        }
    }
}
