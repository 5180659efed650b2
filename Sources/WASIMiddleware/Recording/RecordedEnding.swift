import WASICore

/// How a recorded run has ended.
public struct RecordedEnding: Hashable, Sendable {
    /// In which way.
    public enum Kind: UInt8, Hashable, Sendable {
        /// The program ended itself with the code, or returned, which is the code 0.
        case exited = 0
        /// It was ended because it did something wrong.
        case trapped = 1
        /// It was stopped from outside, or at a limit.
        case interrupted = 2
    }

    /// In which way it ended.
    public var kind: Kind
    /// The exit code, or a number for the reason of an interruption.
    public var code: UInt32
    /// What a person is told of it.
    public var message: String

    /// Makes one.
    public init(_ kind: Kind, code: UInt32 = 0, message: String = "") {
        self.kind = kind
        self.code = code
        self.message = message
    }
}

extension RecordWriter {
    mutating func ending(_ ending: RecordedEnding, calls: UInt64) {
        number(calls)
        byte(ending.kind.rawValue)
        number(UInt64(ending.code))
        text(ending.message)
    }
}

extension RecordReader {
    mutating func ending() throws(Malformed) -> (RecordedEnding, calls: UInt64) {
        let calls = try number()
        let ending = RecordedEnding(
            try choice(RecordedEnding.Kind.self), code: try number(as: UInt32.self), message: try string())
        guard isAtEnd else { throw Malformed() }
        return (ending, calls)
    }
}
