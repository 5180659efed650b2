/// Where a replay has left what was recorded, or has had to end before the run did.
public struct Divergence: Hashable, Sendable, CustomStringConvertible {
    /// What is wrong. Calls are in the words of a ``Tracer``.
    public enum Kind: Hashable, Sendable {
        /// The program has made another call than was recorded.
        case otherCall(recorded: String, made: String)
        /// The program has made a call where its run has ended: in these words.
        case callAfterEnd(made: String, ending: String)
        /// The program has ended, where a call was recorded.
        case endBeforeCall(recorded: String, ending: String)
        /// The program has ended otherwise than was recorded.
        case otherEnd(recorded: String, ending: String)
        /// The recording is cut: this is the last call that is in it.
        case cut
        /// The recording is damaged behind the last call.
        case damaged(atByte: UInt64)
        /// What is recorded of a call does not fit the call, though its checksum is right.
        case malformed
        /// The recording could not be read any further.
        case unreadable(reason: String)
    }

    /// The call's number, from 1. Of a recording that ends early, the last that is in it; 0 for none.
    public var call: UInt64
    /// What was wrong there.
    public var kind: Kind

    /// One sentence without a full stop.
    public var description: String {
        switch kind {
        case .otherCall(let recorded, let made):
            "the replay diverged at call \(call): the program made the call \(made), and the recording has \(recorded)"
        case .callAfterEnd(let made, let ending):
            "the replay diverged at call \(call): the program made the call \(made), and in the recording \(ending)"
        case .endBeforeCall(let recorded, let ending):
            "the replay diverged at call \(call): \(ending), and the recording has \(recorded)"
        case .otherEnd(let recorded, let ending):
            "the replay diverged after call \(call), the last: \(ending), and in the recording \(recorded)"
        case .cut:
            "the recording ends after call \(call), before the program did: whoever recorded it was stopped"
        case .damaged(let byte): "the recording is damaged at byte \(byte), and ends for the replay after call \(call)"
        case .malformed: "the recording is malformed at call \(call)"
        case .unreadable(let reason): "the recording cannot be read after call \(call): \(reason)"
        }
    }
}

extension RecordedEnding: CustomStringConvertible {
    /// What happened, as a clause: `the program ended with the code 3`.
    public var description: String {
        switch kind {
        case .exited: "the program ended with the code \(code)"
        case .trapped: "the program was stopped for a mistake" + (message.isEmpty ? "" : " (\(message))")
        case .interrupted: "the program was stopped" + (message.isEmpty ? "" : " (\(message))")
        }
    }
}
