/// Why a text is not a rule.
public struct NetworkRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public var rule: String
    /// What is wrong with it and what would work; continues a sentence that begins with the text.
    public var reason: String

    /// Makes an error of its parts.
    public init(_ rule: String, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }

    /// One sentence without a full stop.
    public var description: String { "\"\(rule.visible)\" \(reason)" }
}
