/// The types of WebAssembly values. Host functions take and return the first two; the others let an import that asks for them
/// be described.
@frozen
public enum ValueType: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case i32
    case i64
    case f32
    case f64
    case v128
    /// Any reference.
    case reference

    public var description: String {
        switch self {
        case .i32: "i32"
        case .i64: "i64"
        case .f32: "f32"
        case .f64: "f64"
        case .v128: "v128"
        case .reference: "ref"
        }
    }
}

/// The type of a host function, by which an import is bound besides its name.
@frozen
public struct HostFunctionType: Hashable, Sendable, CustomStringConvertible {
    public let parameters: [ValueType]
    public let results: [ValueType]

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

    @inlinable
    public init(_ bits: UInt64) { self.bits = bits }
}
