import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One run of the `wasirun` that was built with the tests: what it said and how it ended.
struct CommandRun {
    var output: String
    var errors: String
    /// The exit code, or 128 and the number of the signal that ended it.
    var status: Int32

    static let executable: String = {
        let folder = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.joined(separator: "/") + "/wasirun"
    }()

    /// Runs `wasirun` in a directory.
    ///
    /// - Parameters:
    ///   - environment: The whole environment, apart from where the engine and the cache are.
    init(
        _ arguments: [String], in tree: TemporaryTree, input: String = "", environment: [String] = [],
        shell: String = "exec \"$@\"",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let number = UInt32.random(in: 0...UInt32.max)
        let (inputPath, outputPath, errorsPath) = (".in\(number)", ".out\(number)", ".err\(number)")
        tree.file(inputPath, input)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, tree.absolute(inputPath), O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, tree.absolute(outputPath), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, tree.absolute(errorsPath), O_WRONLY | O_CREAT | O_APPEND, 0o600)

        let words = ["/bin/sh", "-c", "cd \"$0\" && \(shell)", tree.path, CommandRun.executable] + arguments
        var variables = environment
        for name in ["WASIRUN_ENGINE", "LD_LIBRARY_PATH", "PATH"]
        where !environment.contains(where: { $0.hasPrefix("\(name)=") }) {
            if let value = getenv(name) { variables.append("\(name)=\(String(cString: value))") }
        }
        if !environment.contains(where: { $0.hasPrefix("XDG_CACHE_HOME=") }) {
            variables.append("XDG_CACHE_HOME=\(CommandRun.cache)")
        }
        let argv = words.map { strdup($0) } + [nil]
        let envp = variables.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        #if canImport(Glibc)
            var attributes = posix_spawnattr_t()
        #else
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawnattr_init(&attributes)
        // The threads of a pool, on which tests run, have signals blocked.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        defer { posix_spawnattr_destroy(&attributes) }
        var process = pid_t()
        let error = posix_spawn(&process, "/bin/sh", &actions, &attributes, argv, envp)
        guard error == 0 else {
            Issue.record("/bin/sh cannot be started: \(String(cString: strerror(error)))", sourceLocation: sourceLocation)
            (output, errors, status) = ("", "", -1)
            return
        }
        var status: Int32 = 0
        // The guest and its shell, should they never end, must not outlive the test.
        var milliseconds = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            milliseconds += 1
            if milliseconds == 60_000 { kill(-process, SIGKILL) }
            usleep(1000)
        }
        self.status = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        output = tree.text(outputPath) ?? ""
        errors = tree.text(errorsPath) ?? ""
    }

    /// Compiled code of one test run, so that each module is compiled once and nothing is left behind.
    private static let cacheTree = TemporaryTree()
    static let cache = cacheTree.path

    /// Whether guests can be run.
    static let hasEngine: Bool = {
        let tree = TemporaryTree()
        tree.file("empty.wat", "(module (func (export \"_start\")))")
        return CommandRun(["--cache=off", "empty.wat"], in: tree).status == 0
    }()
}

extension Trait where Self == ConditionTrait {
    /// For tests that run guests through the command.
    static var needsEngine: Self {
        .enabled(if: CommandRun.hasEngine, "wasirun finds no engine; `make engine` fetches it")
    }
}
