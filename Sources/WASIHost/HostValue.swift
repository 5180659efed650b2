/// The types that a host function's parameters and results can have in preview 1.
@frozen
public enum ValueType: UInt8, Hashable, Sendable, CustomStringConvertible {
    /// A 32-bit integer: numbers, descriptors, addresses, sizes and results.
    case i32
    /// A 64-bit integer: positions in files, times and rights.
    case i64

    /// The text format's name.
    public var description: String { self == .i32 ? "i32" : "i64" }
}

/// The type of a host function, by which an import is bound besides its name.
@frozen
public struct HostFunctionType: Hashable, Sendable, CustomStringConvertible {
    /// What the function takes.
    public let parameters: [ValueType]
    /// What it returns: an errno, or nothing if it does not return.
    public let results: [ValueType]

    /// Makes a type; by default, of a function that returns an errno.
    public init(_ parameters: [ValueType], _ results: [ValueType] = [.i32]) {
        self.parameters = parameters
        self.results = results
    }

    /// `(i32, i64) -> i32`, as error messages show it.
    public var description: String {
        "(\(parameters.map(\.description).joined(separator: ", "))) -> "
            + (results.isEmpty ? "()" : results.map(\.description).joined(separator: ", "))
    }
}

/// The slot in which an argument or a result crosses between engine and host function.
///
/// 16 bytes, value first, as the engines' unchecked calls have it; what a value does not fill is undefined.
@frozen
public struct HostValue: Sendable {
    /// The value: all 64 bits of an i64, the low 32 of an i32.
    public var bits: UInt64
    /// The rest of the slot, which only vectors use.
    public var upper: UInt64 = 0

    /// Makes a slot with a value.
    @inlinable
    public init(_ bits: UInt64) { self.bits = bits }
}
