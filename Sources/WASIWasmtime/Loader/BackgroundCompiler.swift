import CWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Optimized code that is to be made for later runs.
public struct BackgroundCompilation: Hashable, Sendable {
    /// The module's file; an absolute path.
    public var modulePath: String
    /// The folder of the cache; an absolute path.
    public var cacheDirectory: String

    /// Describes some work.
    public init(modulePath: String, cacheDirectory: String) {
        self.modulePath = modulePath
        self.cacheDirectory = cacheDirectory
    }

    /// Does it, in this process, which exists for that only: it gives up its priority and all files that it has inherited.
    ///
    /// - Returns: Whether the code is there now. Nobody waits for the answer.
    public func perform(configuration: EngineConfiguration = EngineConfiguration()) -> Bool {
        cwt_stand_back()
        guard let cache = try? ModuleCache(directory: cacheDirectory) else { return false }
        return ModuleLoader(policy: .always(.cranelift), configuration: configuration, cache: cache)
            .optimizeNow(file: modulePath)
    }
}

/// Starts the making of optimized code outside the process that runs a guest, so that the run is neither slowed nor prolonged.
public struct BackgroundCompiler: Sendable {
    /// Starts some work and does not wait for it.
    public var start: @Sendable (BackgroundCompilation) -> Void

    /// Makes one of a function.
    public init(start: @escaping @Sendable (BackgroundCompilation) -> Void) { self.start = start }

    /// Runs a program for every piece of work: detached from terminal and session, without standard streams.
    ///
    /// - Parameters:
    ///   - executable: The program's path.
    ///   - arguments: What follows its name. The program is expected to call
    ///     ``BackgroundCompilation/perform(configuration:)``.
    public static func process(
        _ executable: String, arguments: @escaping @Sendable (BackgroundCompilation) -> [String]
    ) -> BackgroundCompiler {
        BackgroundCompiler { work in
            var vector = unsafe ([executable] + arguments(work)).map { unsafe strdup($0) } + [nil]
            // Whether it starts is nobody's concern: the code that there is serves as well.
            _ = unsafe cwt_start_detached(executable, &vector)
            unsafe vector.forEach { unsafe free($0) }
        }
    }
}
