/// The type of something that a module imports or exports.
public enum ExternalType: Hashable, Sendable, CustomStringConvertible {
    case function(FunctionSignature)
    case table(BinaryValueType, Limits)
    case memory(Limits)
    case global(BinaryValueType, isMutable: Bool)
    /// An exception tag, with what it carries.
    case tag(FunctionSignature)

    /// "function", "table", "memory", "global" or "tag".
    public var kind: String {
        switch self {
        case .function: "function"
        case .table: "table"
        case .memory: "memory"
        case .global: "global"
        case .tag: "tag"
        }
    }

    /// The type alone: `(i32, i64) -> i32`, `1 to 16 pages`, `mutable i32`.
    public var description: String {
        switch self {
        case .function(let signature), .tag(let signature): signature.description
        case .table(let element, let limits): "\(element), \(limits.description(of: "element"))"
        case .memory(let limits): limits.description(of: "page")
        case .global(let type, isMutable: true): "mutable \(type)"
        case .global(let type, isMutable: false): type.description
        }
    }
}

/// What a function takes and gives.
public struct FunctionSignature: Hashable, Sendable, CustomStringConvertible {
    public var parameters: [BinaryValueType]
    public var results: [BinaryValueType]

    public init(_ parameters: [BinaryValueType] = [], _ results: [BinaryValueType] = []) {
        self.parameters = parameters
        self.results = results
    }

    /// `(i32, i64) -> i32`; `()` stands for no result and `(i32, i32)` for two.
    public var description: String {
        let taken = parameters.map(\.description).joined(separator: ", ")
        let given = results.map(\.description).joined(separator: ", ")
        return "(\(taken)) -> \(results.count == 1 ? given : "(\(given))")"
    }
}

/// The size of a memory in pages or of a table in elements.
public struct Limits: Hashable, Sendable {
    public var minimum: UInt64
    public var maximum: UInt64?
    /// Whether several threads can use it.
    public var isShared = false
    /// Whether addresses have 64 bits.
    public var is64Bit = false
    /// The size of a memory's page in bytes.
    public var pageSize: UInt64 = 65_536

    public init(_ minimum: UInt64, maximum: UInt64? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// `1 to 16 pages, shared`.
    func description(of unit: String) -> String {
        var text =
            if let maximum, maximum == minimum {
                "\(minimum) \(unit)\(minimum == 1 ? "" : "s")"
            } else if let maximum {
                "\(minimum) to \(maximum) \(unit)s"
            } else {
                "at least \(minimum) \(unit)\(minimum == 1 ? "" : "s")"
            }
        if isShared { text += ", shared" }
        if is64Bit { text += ", 64-bit" }
        if pageSize != 65_536 { text += ", pages of \(pageSize) byte\(pageSize == 1 ? "" : "s")" }
        return text
    }
}
