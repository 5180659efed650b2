import WASIWasmtime

/// The making of optimized code, for which `wasirun` starts itself in the background: `wasirun --optimize-into-cache SETTINGS
/// CACHE MODULE`. Not for people, so the help does not list it.
struct BackgroundWork: Hashable {
    static let word = "--optimize-into-cache"

    var compilation: BackgroundCompilation
    /// The settings of the engine that the code must fit.
    var settings: Settings

    /// As one word: the bytes of the stack, and what the code has to do besides: `8388608`, `8388608+checks+fuel`.
    struct Settings: Hashable {
        var stackByteCount: Int
        var interruptsOwnCode = false
        var countsFuel = false

        init(stackByteCount: Int, interruptsOwnCode: Bool = false, countsFuel: Bool = false) {
            self.stackByteCount = stackByteCount
            self.interruptsOwnCode = interruptsOwnCode
            self.countsFuel = countsFuel
        }

        init?(_ word: String) {
            let parts = word.split(separator: "+", omittingEmptySubsequences: false)
            guard let stackByteCount = Int(parts[0]), parts.dropFirst().allSatisfy({ $0 == "checks" || $0 == "fuel" }) else {
                return nil
            }
            self.stackByteCount = stackByteCount
            interruptsOwnCode = parts.contains("checks")
            countsFuel = parts.contains("fuel")
        }

        var word: String { "\(stackByteCount)" + (interruptsOwnCode ? "+checks" : "") + (countsFuel ? "+fuel" : "") }
    }

    /// Understands a command line; `nil` for any other.
    init?(_ arguments: [String]) {
        guard arguments.count == 4, arguments[0] == BackgroundWork.word, let settings = Settings(arguments[1]) else {
            return nil
        }
        self.settings = settings
        compilation = BackgroundCompilation(modulePath: arguments[3], cacheDirectory: arguments[2])
    }

    /// Does it, silently.
    func perform() -> Int32 {
        var configuration = EngineConfiguration()
        configuration.maximumStackBytes = settings.stackByteCount
        configuration.interruptsOwnCode = settings.interruptsOwnCode
        configuration.countsFuel = settings.countsFuel
        return compilation.perform(configuration: configuration) ? 0 : WasirunExitCode.wasirunFailed.rawValue
    }

    /// What starts such work; `nil` if the program's own file cannot be told.
    static func compiler(_ settings: Settings) -> BackgroundCompiler? {
        guard let executable = RunningProgram.path else { return nil }
        return .process(executable) { compilation in
            [word, settings.word, compilation.cacheDirectory, compilation.modulePath]
        }
    }
}
