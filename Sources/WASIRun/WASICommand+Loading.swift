import WASICore
public import WASIHost
import WASIUnix
import WASIWasmtime
import WasmBinary

extension WASICommand {
    /// What modules can import.
    public static var hostFunctions: [HostFunction] { Preview1.functions }

    /// Finds the module's code in the cache or makes it.
    func loadModule() throws(RunError) -> WasmModule {
        let loader = try moduleLoader()
        // A file is the loader's to open: one whose code is in the cache is not even read.
        var bytes: [UInt8]?
        if case .file = module {} else { bytes = try module.read() }
        defer { onCompilation?(.ended) }
        do throws(LoadError) {
            if let bytes { return try loader.load(bytes).module }
            return try loader.load(file: module.name).module
        } catch {
            switch error {
            case .engine(let error): throw .engine(error)
            case .module(let error): throw module.explain(error, bytes)
            }
        }
    }

    /// What makes code by the command's wishes.
    func moduleLoader() throws(RunError) -> ModuleLoader {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = maximumStackBytes
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

    /// Makes the program's system.
    func system() throws(RunError) -> any SystemInterface {
        var configuration = UnixConfiguration()
        configuration.arguments = [programName ?? module.baseName] + arguments
        configuration.environment = environment
        configuration.standardInput = standardInput
        configuration.standardOutput = standardOutput
        configuration.standardError = standardError
        configuration.grants = grants
        configuration.nonBlockingStandardStreams = nonBlockingStandardStreams
        configuration.maximumOpenFiles = maximumOpenFiles
        configuration.maximumOpenDirectories = maximumOpenDirectories
        do {
            if let makeSystem { return try makeSystem(configuration) }
            return try UnixSystem(configuration)
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

extension ModuleSource {
    /// The reason that is told for the loader's.
    ///
    /// - Parameter bytes: The module, if it has been read; a file is read again.
    func explain(_ error: ModuleError, _ bytes: [UInt8]?) -> RunError {
        switch error.kind {
        case .unreadable(let number): return explain(HostReadError(number: number))
        case .empty: return .notAModule(module: name, .empty)
        case .component, .notWebAssembly, .invalid:
            // The reader of binaries knows more of what is not a module, and where one is damaged.
            if let bytes = try? bytes ?? self.bytes() {
                do throws(BinaryError) {
                    _ = try ModuleSummary(bytes)
                } catch {
                    switch error {
                    case .notAModule(.text(component: false)): break
                    case .notAModule(let kind): return .notAModule(module: name, kind)
                    case .damaged(let damage): return .invalid(module: name, reason: damage.description)
                    }
                }
            }
            return error.kind == .component
                ? .notAModule(module: name, .component) : .invalid(module: name, reason: error.description)
        case .text: return .invalid(module: name, reason: error.description)
        case .compiler: return .refused(module: name, reason: error.description)
        }
    }

    /// The reason that is told for the host's.
    func explain(_ error: HostReadError) -> RunError {
        error.isAbsence ? .notFound(module: name) : .unreadable(module: name, reason: error.reason)
    }

    /// What a module in a file or in memory says of itself.
    var summary: ModuleSummary? {
        if case .standardInput = self { return nil }
        return (try? bytes()).flatMap { try? ModuleSummary($0) }
    }
}
