/// The engine's library could not be loaded, or the engine cannot have what it is to keep.
public struct EngineUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// A place that was searched, and why it did not serve.
    public struct Attempt: Hashable, Sendable {
        /// The file, or a bare name that was left to the system's loader.
        public var path: String
        /// Why it was not used.
        public var reason: String
    }

    /// What was tried, in order. Empty if the library is there, and something else that the engine needs is not.
    public var attempts: [Attempt]
    /// What is missing then.
    private var problem: String?

    init(attempts: [Attempt]) { self.attempts = attempts }

    init(problem: String) {
        attempts = []
        self.problem = problem
    }

    /// One sentence, what was searched, and what would help.
    public var description: String {
        if let problem { return problem }
        var lines = ["the engine, wasmtime \(WasmtimeLibrary.version), could not be loaded"]
        lines += attempts.map { "  \($0.path): \($0.reason)" }
        lines.append(
            "`make engine` fetches it for a source checkout; \(WasmtimeLibrary.environmentVariable) can name the library file"
        )
        return lines.joined(separator: "\n")
    }
}
