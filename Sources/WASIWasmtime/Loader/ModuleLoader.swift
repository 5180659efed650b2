import Synchronization

/// Makes modules of files and bytes, from the cache where it holds their code.
///
/// Can be used on several threads at once.
public final class ModuleLoader: Sendable {
    /// Which compiler makes what is not in the cache.
    public let policy: CompilerPolicy
    /// Where code is kept; `nil` for nowhere.
    public let cache: ModuleCache?

    /// The settings of engines, apart from the compiler.
    private let configuration: EngineConfiguration
    private let background: BackgroundCompiler?
    private let progress: (@Sendable (CompilationProgress) -> Void)?
    /// One or two; a dictionary's type alone costs a new process more.
    private let engines = Mutex<[(configuration: EngineConfiguration, engine: WasmEngine)]>([])

    /// Makes a loader.
    ///
    /// - Parameters:
    ///   - configuration: The engines' settings, of which the policy decides the compiler.
    ///   - background: What makes optimized code for later runs. Without it, ``CompilerPolicy/automatic`` leaves large modules
    ///     to the quick compiler.
    ///   - progress: Called once a second from the first second of a compilation on, on a thread of its own.
    public init(
        policy: CompilerPolicy = .automatic, configuration: EngineConfiguration = EngineConfiguration(),
        cache: ModuleCache? = nil, background: BackgroundCompiler? = nil,
        progress: (@Sendable (CompilationProgress) -> Void)? = nil
    ) {
        self.policy = policy
        self.configuration = configuration
        self.cache = cache
        self.background = background
        self.progress = progress
    }

    /// Loads a module from a file in the binary or text format, or from a pipe.
    ///
    /// A file that was loaded before and has not been touched since is not even read.
    ///
    /// - Throws: ``LoadError``; for a file that cannot be read ``ModuleError/Kind/unreadable(_:)``.
    public func load(file path: String) throws(LoadError) -> LoadedModule {
        let file = try ModuleFile(path)
        if let digest = cache?.index.digest(of: file.status), let loaded = try cached(digest, file.status.size, path) {
            return loaded
        }
        let bytes = try file.read()
        guard let cache else { return try compile(bytes, nil) }
        let digest = ModuleDigest(of: bytes)
        if file.isUnchanged { cache.index.store(digest, of: file.status) }
        let source = file.status.isRegular ? path : nil
        if let loaded = try cached(digest, bytes.count, source) { return loaded }
        return try compile(bytes, digest, source)
    }

    /// Loads a module from bytes in the binary or text format.
    ///
    /// - Throws: ``LoadError``.
    public func load(_ bytes: [UInt8]) throws(LoadError) -> LoadedModule {
        guard cache != nil else { return try compile(bytes, nil) }
        let digest = ModuleDigest(of: bytes)
        if let loaded = try cached(digest, bytes.count, nil) { return loaded }
        return try compile(bytes, digest)
    }

    /// The compilers whose code for a file is in the cache. Empty also for what cannot be read.
    public func cachedCompilers(file path: String) -> Set<WasmCompiler> {
        guard let cache, let library = try? WasmtimeLibrary.load(), let file = try? ModuleFile(path) else { return [] }
        guard let digest = cache.index.digest(of: file.status) ?? (try? file.read()).map(ModuleDigest.init(of:)) else {
            return []
        }
        return Set(WasmCompiler.allCases).filter { cache.holds(key(digest, $0, library)) }
    }
}

// MARK: Steps

extension ModuleLoader {
    /// A module's code from the cache, the optimized first.
    private func cached(_ digest: ModuleDigest, _ byteCount: Int, _ source: String?) throws(LoadError) -> LoadedModule? {
        guard let cache else { return nil }
        let compilers: [WasmCompiler] =
            switch policy {
            case .automatic: [.cranelift, .winch]
            case .always(let compiler): [compiler]
            }
        let library = try library()
        for compiler in compilers {
            let key = key(digest, compiler, library)
            // Before an engine is made for nothing.
            guard cache.holds(key) else { continue }
            guard let module = cache.load(key, engine: try engine(compiler, byteCount)) else { continue }
            if compiler == .winch, policy == .automatic { optimizeLater(key, source) }
            return LoadedModule(module: module, isFromCache: true)
        }
        return nil
    }

    private func compile(_ bytes: [UInt8], _ digest: ModuleDigest?, _ source: String? = nil) throws(LoadError)
        -> LoadedModule
    {
        switch policy {
        case .always(let compiler): return try compile(bytes, digest, with: compiler).module
        case .automatic:
            guard bytes.count > CompilerPolicy.smallModuleByteCount else {
                return try compile(bytes, digest, with: .cranelift).module
            }
            do throws(LoadError) {
                let (loaded, key) = try compile(bytes, digest, with: .winch)
                // Where the quick code cannot be kept, the optimized code cannot either.
                if let key { optimizeLater(key, source) }
                return loaded
            } catch {
                // What the quick compiler does not know, or no compiler: the other one tells.
                guard case .module = error else { throw error }
                return try compile(bytes, digest, with: .cranelift).module
            }
        }
    }

    /// Compiles and keeps the code.
    ///
    /// - Returns: The module, and the key under which its code has been kept.
    private func compile(
        _ bytes: [UInt8], _ digest: ModuleDigest?, with compiler: WasmCompiler
    ) throws(LoadError) -> (module: LoadedModule, key: CodeKey?) {
        let engine = try engine(compiler, bytes.count)
        let module: WasmModule
        do throws(ModuleError) {
            let ticker = CompilationTicker(compiler, bytes.count, progress)
            defer { ticker?.stop() }
            module = try WasmModule(bytes, engine: engine)
        } catch {
            throw .module(error)
        }
        let loaded = LoadedModule(module: module, isFromCache: false)
        guard let cache, let digest else { return (loaded, nil) }
        let key = key(digest, compiler, try library())
        return (loaded, cache.store(module, key) ? key : nil)
    }

    /// Has the optimized code made by somebody else, unless that is under way or has failed.
    private func optimizeLater(_ quick: CodeKey, _ source: String?) {
        guard let background, let cache, let source, let library = try? library() else { return }
        guard let lock = CompilationLock(cache, key(quick.module, .cranelift, library)), lock.isWorthTrying else { return }
        // The process that is started takes it again; should another one be first, it ends at once.
        lock.release()
        guard let path = absolutePath(source), let folder = absolutePath(cache.directory) else { return }
        background.start(BackgroundCompilation(modulePath: path, cacheDirectory: folder))
    }

    /// Makes the optimized code of a file for later runs, in this thread; see ``BackgroundCompilation/perform(configuration:)``.
    func optimizeNow(file path: String) -> Bool {
        guard let cache, let library = try? library(), let file = try? ModuleFile(path), let bytes = try? file.read() else {
            return false
        }
        let digest = ModuleDigest(of: bytes)
        let optimized = key(digest, .cranelift, library)
        guard !cache.holds(optimized) else { return true }
        guard let lock = CompilationLock(cache, optimized), lock.isWorthTrying else { return false }
        lock.noteAttempt()
        guard let key = try? compile(bytes, digest, with: .cranelift).key else { return false }
        lock.noteSuccess()
        cache.remove(self.key(key.module, .winch, library))
        return true
    }

    private func library() throws(LoadError) -> WasmtimeLibrary {
        do throws(EngineUnavailable) { return try WasmtimeLibrary.load() } catch { throw .engine(error) }
    }

    /// The engine for modules of a size, made once.
    private func engine(_ compiler: WasmCompiler, _ byteCount: Int) throws(LoadError) -> WasmEngine {
        var configuration = configuration
        configuration.compiler = compiler
        // The helpers of a parallel compilation stay, and a process with several threads pays more for system calls.
        if byteCount <= CompilerPolicy.smallModuleByteCount { configuration.compilesInParallel = false }
        return try engines.withLock { engines throws(LoadError) in
            if let made = engines.first(where: { $0.configuration == configuration }) { return made.engine }
            do throws(EngineUnavailable) {
                let engine = try WasmEngine(configuration)
                engines.append((configuration, engine))
                return engine
            } catch {
                throw .engine(error)
            }
        }
    }

    private func key(_ digest: ModuleDigest, _ compiler: WasmCompiler, _ library: WasmtimeLibrary) -> CodeKey {
        var configuration = configuration
        configuration.compiler = compiler
        return CodeKey(
            module: digest, compiler: compiler, settings: CodeSettings(configuration, library: library))
    }
}
