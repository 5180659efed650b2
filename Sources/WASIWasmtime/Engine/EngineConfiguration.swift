/// Which of the engine's compilers makes code.
public enum WasmCompiler: String, Hashable, Sendable, CaseIterable {
    /// The optimizing compiler.
    case cranelift
    /// The fast compiler: a tenth of the other's time for large modules, for code that runs up to 1.3 times as long.
    ///
    /// It refuses modules that use features it does not know, such as exceptions or garbage collection.
    case winch
}

/// How Linux `perf` learns the names of the functions of compiled code, which it finds in no file.
public enum PerfSupport: String, Hashable, Sendable, CaseIterable {
    /// `/tmp/perf-PID.map`: the addresses and names.
    case map
    /// `jit-PID.dump` in the current directory: the code besides, which `perf inject --jit` adds to what was recorded.
    case dump
}

/// How an engine compiles and runs modules.
///
/// All modules and instances of an engine share it, and compiled code fits only engines with the same settings.
public struct EngineConfiguration: Hashable, Sendable {
    /// The compiler; ``WasmCompiler/cranelift`` unless set.
    public var compiler: WasmCompiler = .cranelift

    /// How much of the thread's stack a guest's code can use, in bytes; 1 MiB unless set. More than that traps.
    ///
    /// Guests run on the stack of the thread that calls them. A thread whose stack has less left than this and the host's own
    /// share is refused with ``CallError/stackTooSmall(available:needed:)``; it would otherwise end the process on the first deep
    /// recursion. Programs built from Go need more than 1 MiB at times; `wasirun` gives 8.
    public var maximumStackBytes: Int = 1 << 20

    /// Whether modules are compiled on all processors; `true` unless set. Starts a pool of threads, which small modules do
    /// not repay.
    public var compilesInParallel = true

    /// Whether a guest can be interrupted in its own code; `false` unless set. Compiled code then carries checks, which make it
    /// 1 to 12 % slower. Without, an interruption takes effect at the guest's next host call, or in the one that it is in.
    public var interruptsOwnCode = false

    /// Whether a guest's computing is counted, so that ``GuestLimits/fuel`` can bound it; `false` unless set. Compiled code then
    /// counts, which makes it up to 1.3 times as slow.
    public var countsFuel = false

    /// In which form Linux `perf` is told of the code; `nil`, for not at all, unless set.
    ///
    /// Code is the same with and without, also in the cache.
    public var perf: PerfSupport?

    /// What is kept for instances; `nil`, for making each from nothing, unless set. Code is the same with and without.
    public var pool: InstancePool?

    /// Features that modules must not use; none unless set. What the engine knows is otherwise allowed.
    public var disabledFeatures: Set<WasmFeature> = []

    /// Whether features are known that are not offered to guests; for looking into modules only.
    var allowsUnfinishedFeatures = false

    /// The defaults that each property lists.
    public init() {}
}
