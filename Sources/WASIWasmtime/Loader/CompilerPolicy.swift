/// Which compiler a loader uses when there is no code in the cache.
public enum CompilerPolicy: Hashable, Sendable {
    /// For small modules the optimizing compiler; for large ones the quick one, where it takes the module, with the optimized
    /// code made in the background for later runs.
    case automatic
    /// This one, always.
    case always(WasmCompiler)

    /// Up to this size, in bytes, a module is small: the optimizing compiler takes a fifth of a second at most (0.7 ms a
    /// kilobyte on a processor of 2024, the quick one 0.12 ms).
    public static let smallModuleByteCount = 300_000
}

/// What is being compiled, for how long.
public struct CompilationProgress: Hashable, Sendable {
    /// What compiles.
    public var compiler: WasmCompiler
    /// The size of the module in bytes.
    public var moduleByteCount: Int
    /// How long it has taken so far, in whole seconds.
    public var elapsedSeconds: Int
}

/// A module that a loader has found or made.
public struct LoadedModule: Sendable {
    /// The module.
    public var module: WasmModule
    /// Where its code comes from: which compiler.
    public var compiler: WasmCompiler { module.engine.configuration.compiler }
    /// Whether its code was in the cache.
    public var isFromCache: Bool
}

/// Why a module could not be loaded.
public enum LoadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no engine.
    case engine(EngineUnavailable)
    /// There is no such module, or it is none.
    case module(ModuleError)

    /// What is wrong and, for a missing engine, what would help.
    public var description: String {
        switch self {
        case .engine(let error): error.description
        case .module(let error): error.description
        }
    }
}
