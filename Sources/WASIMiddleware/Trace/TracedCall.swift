public import WASICore

/// A call that has returned, as a ``Tracer`` hands it on.
public struct TracedCall: Hashable, Sendable {
    /// Which call it was.
    public var name: SystemCallName
    /// Its arguments as in a line of text: `3</data>, "a.txt", symlink_follow`. Printable ASCII, whatever the guest's bytes are.
    public var arguments: String
    /// What it has returned, as in a line of text; `nil` if it has failed.
    public var result: String?
    /// Why it has failed; `nil` if it has not.
    public var error: Errno?
    /// How long it took.
    public var duration: Duration

    /// A call of which all is known.
    public init(name: SystemCallName, arguments: String, result: String?, error: Errno?, duration: Duration) {
        self.name = name
        self.arguments = arguments
        self.result = result
        self.error = error
        self.duration = duration
    }
}
