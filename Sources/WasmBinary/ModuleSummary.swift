/// What a core module is and asks for, read from its binary form without an engine.
///
/// Reading is safe for any bytes: every length is checked, nothing is reserved by a number that the file merely claims, and
/// code is passed over. It is not a validation; the engine decides whether a module runs.
public struct ModuleSummary: Hashable, Sendable {
    /// The size of the file.
    public var byteCount = 0
    /// What the module asks for, in its order, with duplicates.
    public var imports: [Import] = []
    /// What the module offers, in its order.
    public var exports: [Export] = []
    /// The memories, imported ones first.
    public var memories: [Limits] = []
    /// The number of functions with a body.
    public var functionCount = 0
    /// Whether a function runs when the module is instantiated, before any export is called.
    public var hasStartFunction = false
    /// The sections that the specification does not define, in the file's order, with duplicates.
    public var customSections: [CustomSection] = []
    /// The name that the module has for itself, from its name section.
    public var name: String?
    /// The languages and tools that made the module, from its producers section.
    public var producers: [Producer] = []
    /// The features that the compiler says it used, from the section `target_features`: "bulk-memory".
    public var targetFeatures: [String] = []

    /// Makes the summary of a module without contents.
    public init() {}

    /// Something that a module asks for.
    public struct Import: Hashable, Sendable, CustomStringConvertible {
        public var module: String
        public var name: String
        public var type: ExternalType

        public init(module: String, name: String, type: ExternalType) {
            self.module = module
            self.name = name
            self.type = type
        }

        /// `wasi_snapshot_preview1.fd_close (i32) -> i32`.
        public var description: String { "\(module).\(name) \(type)" }
    }

    /// Something that a module offers.
    public struct Export: Hashable, Sendable, CustomStringConvertible {
        public var name: String
        public var type: ExternalType

        public init(name: String, type: ExternalType) {
            self.name = name
            self.type = type
        }

        /// `run (i32) -> i32`.
        public var description: String { "\(name) \(type)" }
    }

    /// A section that the specification does not define.
    public struct CustomSection: Hashable, Sendable {
        public var name: String
        /// The size of its contents, without the name.
        public var byteCount: Int

        public init(name: String, byteCount: Int) {
            self.name = name
            self.byteCount = byteCount
        }
    }

    /// A language or a tool that made the module.
    public struct Producer: Hashable, Sendable, CustomStringConvertible {
        /// "language", "processed-by" or "sdk".
        public var field: String
        public var name: String
        /// May be empty.
        public var version: String

        public init(field: String, name: String, version: String) {
            self.field = field
            self.name = name
            self.version = version
        }

        /// `clang 21.1.0`.
        public var description: String { version.isEmpty ? name : "\(name) \(version)" }
    }
}

extension ModuleSummary {
    /// Reads a module.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``BinaryError/notAModule(_:)`` for anything but a core module in binary form, ``BinaryError/damaged(_:)`` for
    ///   one that is not well formed.
    public init(reading bytes: Span<UInt8>) throws(BinaryError) {
        let kind = BinaryKind(of: bytes)
        guard kind == .module else { throw .notAModule(kind) }
        var reader = ModuleReader()
        do throws(BinaryDamage) {
            try reader.read(bytes)
        } catch {
            throw .damaged(error)
        }
        self = reader.summary
        byteCount = bytes.count
    }

    /// Reads a module from an array.
    public init(_ bytes: [UInt8]) throws(BinaryError) { try self.init(reading: bytes.span) }

    /// The export of this name.
    public func export(_ name: String) -> Export? { exports.first { $0.name == name } }
}
