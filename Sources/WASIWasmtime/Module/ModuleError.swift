/// Why something is not a module that can be run.
public struct ModuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, for programs.
    public enum Kind: Hashable, Sendable {
        /// It has no bytes.
        case empty
        /// It is a component, which needs another kind of host.
        case component
        /// It is neither WebAssembly nor its text format.
        case notWebAssembly
        /// It is in the text format, with a mistake.
        case text
        /// It is WebAssembly, but damaged or against the rules.
        case invalid
        /// The chosen compiler cannot translate it.
        case compiler
        /// The file cannot be read; the system's `errno`.
        case unreadable(Int32)
    }

    /// What is wrong, for programs.
    public var kind: Kind
    /// What is wrong, for people: one sentence without a full stop.
    public var description: String

    /// Makes an error.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
