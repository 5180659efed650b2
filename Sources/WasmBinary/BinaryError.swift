/// What is wrong with a file that should be a WebAssembly module.
public enum BinaryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes are something else.
    case notAModule(BinaryKind)
    /// The bytes start like a module, but are not well formed.
    case damaged(BinaryDamage)

    /// What the file is or where it is damaged; continues a sentence that begins with the file's name ("x.wasm …").
    public var description: String {
        switch self {
        case .notAModule(let kind): "is \(kind), not a WebAssembly module"
        case .damaged(let damage): "is damaged: \(damage)"
        }
    }
}

/// The first thing that is wrong in a WebAssembly module, and where.
public struct BinaryDamage: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, without a full stop.
    public var reason: String
    /// Where in the file, in bytes from its start.
    public var offset: Int

    public init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String { "\(reason) (at offset 0x\(String(offset, radix: 16)))" }
}
