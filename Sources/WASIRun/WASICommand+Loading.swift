import WASICore
public import WASIHost
import WASIUnix
public import WASIWasmtime

extension WASICommand {
    /// What the module can import: preview 1, preview 0 for programs of 2019, and the socket calls that ``socketFunctions``
    /// chooses.
    public var hostFunctions: [HostFunction] { socketFunctions.functions }

    /// Finds the module's code in the cache or makes it.
    func loadModule() throws(RunError) -> LoadedModule {
        let loader = try moduleLoader()
        // A file is the loader's to open: one whose code is in the cache is not even read.
        var bytes: [UInt8]?
        if case .file = module {} else { bytes = try module.read() }
        defer { onCompilation?(.ended) }
        do throws(LoadError) {
            if let bytes { return try loader.load(bytes) }
            return try loader.load(file: module.name)
        } catch {
            throw module.explain(error, bytes)
        }
    }

    /// The compilers whose code for the module is in the cache; empty also for what is not a file.
    public func cachedCompilers() -> Set<WasmCompiler> {
        guard case .file(let path) = module, let loader = try? moduleLoader() else { return [] }
        return loader.cachedCompilers(file: path)
    }

    /// What makes code by the command's wishes.
    func moduleLoader() throws(RunError) -> ModuleLoader {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = maximumStackBytes
        configuration.interruptsOwnCode = interruptsOwnCode
        configuration.countsFuel = fuel != nil
        let policy: CompilerPolicy =
            switch compiler {
            case .auto: .automatic
            case .cranelift: .always(.cranelift)
            case .winch: .always(.winch)
            }
        var progress: (@Sendable (CompilationProgress) -> Void)?
        if let onCompilation { progress = { onCompilation(.running($0)) } }
        return ModuleLoader(
            policy: policy, configuration: configuration, cache: try cache.open(), background: backgroundCompiler,
            progress: progress)
    }

    /// Whether the program's code is made so that it can be stopped at any time, which is needed for ``timeout``, ``cpuTime`` and a
    /// ``control`` that reaches it.
    public var interruptsOwnCode: Bool { timeout != nil || cpuTime != nil || control?.reachesOwnCode == true }

    /// Makes what answers the program's calls, if that is a recording, and what stands in front of it.
    func replayedSystem() throws(RunError) -> (front: any SystemInterface, GuestReplay)? {
        guard let replayed else { return nil }
        var configuration = UnixConfiguration()
        configuration.standardOutput = standardOutput
        configuration.standardError = standardError
        let outputs: UnixSystem
        do throws(ConfigurationError) { outputs = try UnixSystem(configuration) } catch { throw .grant(error) }
        let replay = try GuestReplay(replayed.path, outputs: outputs)
        return (wrappers.reduce(replay.system) { $1($0) }, replay)
    }

    /// The command with its module as bytes, which are to be recorded.
    func readingModule() throws(RunError) -> (WASICommand, [UInt8]) {
        let bytes = try module.read()
        var command = self
        command.programName = programName ?? module.baseName
        command.module = .bytes(bytes, name: module.name)
        return (command, bytes)
    }

    /// What the engine bounds.
    var limits: GuestLimits {
        var limits = GuestLimits()
        limits.maximumMemoryBytes = maximumMemoryBytes
        limits.maximumTableElements = maximumTableElements
        limits.fuel = fuel
        return limits
    }

    /// Makes the program's system and what stands in front of it, and tells of its sockets.
    ///
    /// - Parameter recording: What records the program's calls.
    /// - Returns: What the program's calls reach, and the real system behind it or the replay, if it is that.
    func system(
        _ recording: GuestRecording?
    ) throws(RunError) -> (front: any SystemInterface, unix: UnixSystem?, replay: GuestReplay?) {
        if let (system, replay) = try replayedSystem() { return (system, nil, replay) }
        var configuration = UnixConfiguration()
        configuration.arguments = [programName ?? module.baseName] + arguments
        configuration.environment = environment
        configuration.standardInput = standardInput
        configuration.standardOutput = standardOutput
        configuration.standardError = standardError
        configuration.grants = grants
        configuration.sockets = sockets
        configuration.network = network
        configuration.nameServers = nameServers
        configuration.nonBlockingStandardStreams = nonBlockingStandardStreams
        configuration.maximumOpenFiles = maximumOpenFiles
        configuration.maximumOpenDirectories = maximumOpenDirectories
        do {
            let system: any SystemInterface =
                if let makeSystem { try makeSystem(configuration) } else { try UnixSystem(configuration) }
            let unix = system as? UnixSystem
            if let unix {
                unix.onNetworkRefusal = onNetworkRefusal
                if !sockets.isEmpty { onSocketsOpened?(unix.grantedSockets) }
            }
            return (wrappers.reduce(recording?.observed(system) ?? system) { $1($0) }, unix, nil)
        } catch let error as ConfigurationError {
            throw .grant(error)
        } catch {
            throw .system(String(describing: error))
        }
    }
}

extension CodeCache {
    /// Opens the cache.
    ///
    /// - Throws: ``RunError/cache(_:)`` for a directory that was named and cannot be used. The user's is not worth an error: the
    ///   module is compiled instead.
    func open() throws(RunError) -> ModuleCache? {
        switch self {
        case .off: return nil
        case .user: return ModuleCache.userDirectory().flatMap { try? ModuleCache(directory: $0) }
        case .folder(let path):
            do throws(CacheUnavailable) {
                return try ModuleCache(directory: path)
            } catch {
                throw .cache(error.description)
            }
        }
    }
}
