import WASICore
public import WASIHost
import WASIUnix
public import WASIWasmtime

extension WASICommand {
    /// What the module can import: preview 1, preview 0 for programs of 2019, and the socket calls that ``socketFunctions``
    /// chooses. A ``PreparedModule`` has its own: those of its ``ModuleOptions``.
    public var hostFunctions: [HostFunction] { socketFunctions.functions }

    /// Compiles the module by this command's wishes, or takes its code from the cache, for any number of runs.
    ///
    /// For a module that is prepared already it is that.
    ///
    /// - Throws: As ``PreparedModule/init(_:options:)``.
    public func preparedModule() throws(RunError) -> PreparedModule {
        if case .prepared(let module) = module { return module }
        return try PreparedModule(
            module, options: ModuleOptions(self), background: backgroundCompiler, onCompilation: onCompilation)
    }

    /// The compilers whose code for the module is in the cache; empty also for what is not a file.
    public func cachedCompilers() -> Set<WasmCompiler> {
        guard case .file(let path) = module, let loader = try? ModuleLoader(ModuleOptions(self)) else { return [] }
        return loader.cachedCompilers(file: path)
    }

    /// Whether the program's code is made so that it can be stopped at any time, which is needed for ``timeout``, ``cpuTime`` and a
    /// ``control`` that reaches it.
    public var interruptsOwnCode: Bool { timeout != nil || cpuTime != nil || control?.reachesOwnCode == true }

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
    /// - Parameter recording: What records the program's calls, if anything.
    /// - Returns: What the program's calls reach; the real system behind it, if it is that; what ends its waiting; and the system, if
    ///   it can leave its waiting to others.
    func system(_ streams: RunStreams, _ recording: GuestRecording?) throws(RunError) -> (
        front: any SystemInterface, unix: UnixSystem?, interrupter: SystemInterrupter?, own: (any SuspendableSystem)?
    ) {
        var configuration = UnixConfiguration()
        configuration.arguments = [programName ?? module.baseName] + arguments
        configuration.environment = environment
        configuration.standardInput = streams.input
        configuration.standardOutput = streams.output
        configuration.standardError = streams.error
        configuration.grants = grants
        configuration.sockets = sockets
        configuration.network = network
        configuration.nameServers = nameServers
        configuration.nonBlockingStandardStreams = nonBlockingStandardStreams
        configuration.maximumOpenFiles = maximumOpenFiles
        configuration.maximumOpenDirectories = maximumOpenDirectories
        if overlay != nil { configuration.grantForReading() }
        do {
            let system: any SystemInterface =
                if let makeSystem { try makeSystem(configuration) } else { try UnixSystem(configuration) }
            let unix = system as? UnixSystem
            // Asking whether a type conforms to a protocol costs a new process a look at all that do.
            let own: (any SuspendableSystem)? = if let unix { unix } else { system.suspendable }
            if let unix {
                unix.onNetworkRefusal = onNetworkRefusal
                if !sockets.isEmpty { onSocketsOpened?(unix.grantedSockets) }
            }
            if unix == nil { streams.connect(to: system) }
            let base = streams.put(before: overlaid(system))
            let front = wrappers.reduce(recording?.observed(base) ?? base) { $1($0) }
            return (front, unix, SystemInterrupter(system), own)
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
