/// What a core module is for, as WASI preview 1 distinguishes it.
///
/// WASI: [application ABI](https://github.com/WebAssembly/WASI/blob/wasi-0.1/application-abi.md).
public enum ModuleKind: String, Hashable, Sendable, CustomStringConvertible {
    /// A program: it exports `_start`, which runs it once from beginning to end.
    case command
    /// A library: its exports are called one by one, after `_initialize` if it exports that.
    case reactor
    /// The output of a compiler that has not been linked.
    case object
    /// A library for dynamic linking, which needs a loader and others to link with.
    case dynamicLibrary = "dynamic library"

    public var description: String { rawValue }
}

extension ModuleSummary {
    /// What the module is for.
    public var kind: ModuleKind {
        if customSections.contains(where: { $0.name == "linking" }) { return .object }
        if customSections.contains(where: { $0.name == "dylink.0" || $0.name == "dylink" }) { return .dynamicLibrary }
        return isFunction("_start") ? .command : .reactor
    }

    /// Whether the module wants `_initialize` to be called before its other exports.
    public var wantsInitialization: Bool { isFunction("_initialize") }

    private func isFunction(_ name: String) -> Bool {
        exports.contains {
            guard $0.name == name, case .function = $0.type else { return false }
            return true
        }
    }
}
