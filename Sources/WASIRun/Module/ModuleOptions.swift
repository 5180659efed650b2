public import WASIHost
public import WASIWasmtime

/// For what a module is prepared: everything that its compiled code depends on.
public struct ModuleOptions: Sendable {
    /// Which compiler makes the code. Default: ``CompilerChoice/auto``.
    public var compiler = CompilerChoice.auto
    /// Where compiled code is kept. Default: in the user's cache directory.
    public var cache = CodeCache.user
    /// How much stack the program's code can use, in bytes; more than that traps. Default: 1 MiB.
    public var maximumStackBytes = 1 << 20
    /// Whether runs can be stopped in the program's own code, as limits of time and ``RunControl`` need; the code carries checks for
    /// that, which make it 1 to 12 % slower. Default: `true`.
    public var isInterruptible = true
    /// Whether runs can be given fuel, ``WASICommand/fuel``; the code counts then, which makes it up to 1.3 times as slow. Default:
    /// `false`.
    public var countsFuel = false
    /// Which socket calls the program finds beyond those of preview 1. Default: all of WasmEdge's; what they may reach is for
    /// ``WASICommand/network`` to say.
    public var socketFunctions = SocketFunctions.auto
    /// Functions of your own that the module may import besides. Default: none.
    public var hostFunctions: [HostFunction] = []
    /// What is kept for the instances of the module, so that many short runs begin and end sooner. Default: nothing; each is made anew.
    ///
    /// There are never more instances than the pool is for. On an executor, further runs wait for one to end; on threads of their own
    /// they fail with ``RunError/busy``.
    public var pool: InstancePool?
    /// In which form Linux `perf` is told of the program's functions. Default: not at all.
    public var perf: PerfSupport?

    /// The defaults that each property lists.
    public init() {}
}

extension ModuleOptions {
    /// What a command asks for.
    init(_ command: WASICommand) {
        compiler = command.compiler
        cache = command.cache
        maximumStackBytes = command.maximumStackBytes
        isInterruptible = command.interruptsOwnCode
        countsFuel = command.fuel != nil
        perf = command.perf
        socketFunctions = command.socketFunctions
    }

    /// The engine's settings for it.
    var configuration: EngineConfiguration {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = maximumStackBytes
        configuration.interruptsOwnCode = isInterruptible
        configuration.countsFuel = countsFuel
        configuration.perf = perf
        configuration.pool = pool
        return configuration
    }
}

extension ModuleLoader {
    /// What makes code by some options.
    convenience init(
        _ options: ModuleOptions, background: BackgroundCompiler? = nil,
        onCompilation: (@Sendable (CompilationEvent) -> Void)? = nil
    ) throws(RunError) {
        let policy: CompilerPolicy =
            switch options.compiler {
            case .auto: .automatic
            case .cranelift: .always(.cranelift)
            case .winch: .always(.winch)
            }
        var progress: (@Sendable (CompilationProgress) -> Void)?
        if let onCompilation { progress = { onCompilation(.running($0)) } }
        self.init(
            policy: policy, configuration: options.configuration, cache: try options.cache.open(), background: background,
            progress: progress)
    }

    /// Finds a module's code in the cache or makes it.
    func load(
        _ source: ModuleSource, onCompilation: (@Sendable (CompilationEvent) -> Void)?
    ) throws(RunError) -> LoadedModule {
        // A file is the loader's to open: one whose code is in the cache is not even read.
        var bytes: [UInt8]?
        if case .file = source {} else { bytes = try source.read() }
        defer { onCompilation?(.ended) }
        do throws(LoadError) {
            if let bytes { return try load(bytes) }
            return try load(file: source.name)
        } catch {
            throw source.explain(error, bytes)
        }
    }
}
