/// One variable of a guest's environment. Order is kept and duplicates are allowed.
@frozen
public struct EnvironmentVariable: Hashable, Sendable, CustomStringConvertible {
    /// Its name, without `=`.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a variable of its parts.
    @inlinable
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// `NAME=value`, as the guest sees it.
    public var description: String { "\(name)=\(value)" }
}
