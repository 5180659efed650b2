import WASIHost
public import WASIWasmtime
import WasmBinary

/// A module that is compiled and whose imports have been found: made once, run any number of times, on any threads at once.
///
/// ```swift
/// let module = try PreparedModule(.file("greet.wasm"))
/// for name in ["Ada", "Grace"] {
///     var command = WASICommand(module)
///     command.arguments = [name]
///     _ = try command.run()
/// }
/// ```
///
/// Every run gets an instance of its own, with a memory, a system and limits of its own; runs share nothing but code, which is
/// never written to. Making an instance takes some tens of microseconds. What concerns the code is decided here, by ``ModuleOptions``;
/// a command's own ``WASICommand/compiler``, ``WASICommand/cache``, ``WASICommand/maximumStackBytes``,
/// ``WASICommand/socketFunctions`` and ``WASICommand/perf`` have no effect on it then.
public final class PreparedModule: Sendable {
    /// What messages call it.
    public let name: String
    /// What it was prepared for.
    public let options: ModuleOptions
    /// How long it took until the code was there.
    let loadTime: Duration
    /// Whether the code had to be compiled.
    let wasCompiled: Bool
    /// The engine's form of it, for use with `WASIWasmtime`.
    public let linked: LinkedModule
    /// The names of the functions that it exports, in its order.
    public let functions: [String]

    let baseName: String

    /// Compiles a module, or takes its code from the cache.
    ///
    /// - Throws: ``RunError``, at least ``RunError/notFound(module:)``, ``RunError/invalid(module:reason:)`` and
    ///   ``RunError/missingImports(module:_:)``.
    public convenience init(_ source: ModuleSource, options: ModuleOptions = ModuleOptions()) throws(RunError) {
        try self.init(source, options: options, background: nil, onCompilation: nil)
    }

    init(
        _ source: ModuleSource, options: ModuleOptions, background: BackgroundCompiler?,
        onCompilation: (@Sendable (CompilationEvent) -> Void)?
    ) throws(RunError) {
        let begin = SuspendingClock.now
        let loader = try ModuleLoader(options, background: background, onCompilation: onCompilation)
        let loaded = try loader.load(source, onCompilation: onCompilation)
        name = source.name
        baseName = source.baseName
        self.options = options
        loadTime = SuspendingClock.now - begin
        wasCompiled = !loaded.isFromCache
        linked = try PreparedModule.link(loaded.module, source, options.socketFunctions.functions + options.hostFunctions)
        functions = loaded.module.exports.compactMap { export in
            if case .function = export.type { export.name } else { nil }
        }
    }

    var engine: WasmEngine { linked.module.engine }

    private static func link(
        _ module: WasmModule, _ source: ModuleSource, _ functions: [HostFunction]
    ) throws(RunError) -> LinkedModule {
        do throws(InstantiationError) {
            return try LinkedModule(module, functions: functions)
        } catch {
            guard case .missingImports(let missing) = error.kind else {
                throw .refused(module: source.name, reason: error.description)
            }
            if let kind = source.summary?.kind, kind == .object || kind == .dynamicLibrary {
                throw .unlinked(module: source.name, kind)
            }
            throw .missingImports(module: source.name, missing.map(RunError.MissingImport.init))
        }
    }

    /// Checks that there is something to run.
    ///
    /// - Parameter function: What will be called; `nil` for the program as a whole.
    func check(has function: String?) throws(RunError) {
        if let function {
            guard functions.contains(function) else { throw .noSuchFunction(function, module: name, exports: functions) }
        } else {
            guard functions.contains("_start") else { throw .noStart(module: name, exports: functions) }
        }
    }

    /// Checks that its code can do what a command asks for.
    func check(fits command: WASICommand) throws(RunError) {
        if command.fuel != nil, !options.countsFuel {
            throw .refused(
                module: name, reason: "it was prepared without ModuleOptions.countsFuel, which a limit of fuel needs")
        }
        if command.interruptsOwnCode, !options.isInterruptible {
            throw .refused(
                module: name,
                reason: "it was prepared without ModuleOptions.isInterruptible, which limits of time and a control need")
        }
    }
}

extension PreparedModule: Hashable {
    /// Whether both are the same object.
    public static func == (left: PreparedModule, right: PreparedModule) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension RunStatistics {
    init(_ module: PreparedModule) {
        load = module.loadTime
        wasCompiled = module.wasCompiled
    }
}

extension RunError.MissingImport {
    init(_ missing: InstantiationError.MissingImport) {
        let type: String
        if case .function(let function) = missing.wanted.type {
            type = function.description
        } else {
            type = "\(missing.wanted.type)"
        }
        self.init(
            module: missing.wanted.module, name: missing.wanted.name, type: type, offered: missing.offered.map(\.description)
        )
    }
}
