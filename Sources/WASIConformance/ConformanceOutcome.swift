/// What has come of a case.
public enum ConformanceOutcome: Hashable, Sendable {
    /// The system did what it must.
    case passed
    /// It did not.
    case failed(ConformanceFailure)
    /// The case needs something that the world does not offer; a sentence without a full stop says what.
    case skipped(String)
}

/// An expectation that a system has not met.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was expected and what happened.
    public var text: String
    /// The file of the kit that holds the expectation, as `Module/File.swift`.
    public var file: String
    /// The line of the expectation.
    public var line: Int

    /// A failure that says what was wrong, and where that was found.
    public init(_ text: String, file: String = #fileID, line: Int = #line) {
        self.text = text
        self.file = file
        self.line = line
    }

    /// `Module/File.swift:12: text`.
    public var description: String { "\(file):\(line): \(text)" }
}

/// Thrown by a world that cannot make what a case asks for: the case is skipped.
public struct ConformanceSkip: Error, Hashable, Sendable {
    /// Why, as a sentence without a full stop.
    public var reason: String

    /// A skip for a reason.
    public init(_ reason: String) { self.reason = reason }
}
