/// The type of a value in WebAssembly.
public enum BinaryValueType: Hashable, Sendable, CustomStringConvertible {
    case i32, i64, f32, f64, v128
    case reference(BinaryHeapType, nullable: Bool)

    /// As the text form spells it.
    public var description: String {
        switch self {
        case .i32: "i32"
        case .i64: "i64"
        case .f32: "f32"
        case .f64: "f64"
        case .v128: "v128"
        case .reference(.named(let name), nullable: true): name.shorthand
        case .reference(let type, nullable: true): "(ref null \(type))"
        case .reference(let type, nullable: false): "(ref \(type))"
        }
    }
}

/// What a reference refers to.
public enum BinaryHeapType: Hashable, Sendable, CustomStringConvertible {
    case named(BinaryAbstractHeapType)
    /// A type of the module, by its index.
    case defined(UInt32)

    /// As the text form spells it.
    public var description: String {
        switch self {
        case .named(let name): name.keyword
        case .defined(let index): String(index)
        }
    }
}

/// The heap types that need no definition; the raw value is their byte in the binary form.
public enum BinaryAbstractHeapType: UInt8, Hashable, Sendable {
    case function = 0x70
    case external = 0x6f
    case any = 0x6e
    case equatable = 0x6d
    case i31 = 0x6c
    case structure = 0x6b
    case array = 0x6a
    case exception = 0x69
    case continuation = 0x68
    case noContinuation = 0x75
    case noException = 0x74
    case noFunction = 0x73
    case noExternal = 0x72
    case none = 0x71

    var keyword: String {
        switch self {
        case .function: "func"
        case .external: "extern"
        case .any: "any"
        case .equatable: "eq"
        case .i31: "i31"
        case .structure: "struct"
        case .array: "array"
        case .exception: "exn"
        case .continuation: "cont"
        case .noContinuation: "nocont"
        case .noException: "noexn"
        case .noFunction: "nofunc"
        case .noExternal: "noextern"
        case .none: "none"
        }
    }

    /// The abbreviation for a nullable reference to it.
    var shorthand: String {
        switch self {
        case .none: "nullref"
        case .noFunction: "nullfuncref"
        case .noExternal: "nullexternref"
        case .noException: "nullexnref"
        case .noContinuation: "nullcontref"
        default: keyword + "ref"
        }
    }
}
