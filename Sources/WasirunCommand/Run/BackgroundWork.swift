import WASIWasmtime

/// The making of optimized code, for which `wasirun` starts itself in the background: `wasirun --optimize-into-cache STACK CACHE
/// MODULE`. Not for people, so the help does not list it.
struct BackgroundWork: Hashable {
    static let word = "--optimize-into-cache"

    var compilation: BackgroundCompilation
    /// A setting of the engine, which the code must fit.
    var stackByteCount: Int

    /// Understands a command line; `nil` for any other.
    init?(_ arguments: [String]) {
        guard arguments.count == 4, arguments[0] == BackgroundWork.word, let stackByteCount = Int(arguments[1]) else {
            return nil
        }
        self.stackByteCount = stackByteCount
        compilation = BackgroundCompilation(modulePath: arguments[3], cacheDirectory: arguments[2])
    }

    /// Does it, silently.
    func perform() -> Int32 {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = stackByteCount
        return compilation.perform(configuration: configuration) ? 0 : WasirunExitCode.wasirunFailed.rawValue
    }

    /// What starts such work; `nil` if the program's own file cannot be told.
    static func compiler(stackByteCount: Int) -> BackgroundCompiler? {
        guard let executable = RunningProgram.path else { return nil }
        return .process(executable) { compilation in
            [word, String(stackByteCount), compilation.cacheDirectory, compilation.modulePath]
        }
    }
}
