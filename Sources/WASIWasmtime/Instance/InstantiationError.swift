import WASICore

/// Why no instance of a module could be made.
public struct InstantiationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An import that nobody provides.
    public struct MissingImport: Hashable, Sendable, CustomStringConvertible {
        /// What the module asks for.
        public var wanted: WasmImport
        /// The types with which there is a function of that module and name.
        public var offered: [WasmFunctionType]

        /// `env.f (i32) -> i32`, and with which types it is provided, if any.
        public var description: String {
            let what: String
            if case .function(let type) = wanted.type {
                what = "\(wanted.module.visible).\(wanted.name.visible) \(type)"
            } else {
                what = "\(wanted.type) \(wanted.module.visible).\(wanted.name.visible)"
            }
            guard !offered.isEmpty else { return what }
            return "\(what) (provided as \(offered.map(\.description).joined(separator: ", ")))"
        }
    }

    /// What is wrong, for programs.
    public enum Kind: Hashable, Sendable {
        /// Imports that nobody provides.
        case missingImports([MissingImport])
        /// A memory of a kind that system calls cannot be served from: shared, or with 64-bit addresses.
        case unsupportedMemory
        /// The guest's own start function ended the guest.
        case ended(GuestOutcome)
        /// It needs more from the start than ``GuestLimits`` allow.
        case limit
        /// The calling thread cannot run guests.
        case call(CallError)
        /// The engine refuses, for example for lack of memory.
        case engine
    }

    /// What is wrong, for programs.
    public var kind: Kind
    /// What is wrong, for people: one sentence without a full stop.
    public var description: String

    /// Whether it is only that all instances of a pool are in use.
    package private(set) var isPoolFull = false

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    init(poolOf count: Int) {
        self.init(.engine, "all \(count) instances of the module's pool are in use")
        isPoolFull = true
    }

    init(missing: [MissingImport], modules: [String]) {
        kind = .missingImports(missing)
        var text =
            "the module asks for what is not provided: " + missing.prefix(8).map(\.description).joined(separator: "; ")
        if missing.count > 8 { text += "; and \(missing.count - 8) more" }
        var known: [String] = []
        for module in modules where !known.contains(module) { known.append(module) }
        text += ". Functions are provided from " + (known.isEmpty ? "no module" : known.joined(separator: ", "))
        description = text
    }
}
