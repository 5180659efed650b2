import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a run of wasirun ended, and what it said.
struct Run: Equatable, CustomStringConvertible {
    var output: String
    var errors: String
    /// The exit code, or 128 and the number of the signal that ended it.
    var status: Int32

    var description: String { "status \(status)\noutput: \(output)\nerrors: \(errors)" }

    /// What standard input is.
    enum Input {
        /// A pipe that holds this text and then ends.
        case text(String)
        /// A pipe into which nobody writes while the program runs.
        case silence
    }

    /// Runs a test program of this checkout through wasirun.
    static func program(
        _ name: String, _ arguments: [String] = [], options: [String] = [], input: Input = .text("")
    ) throws -> Run {
        try command(
            [Checkout.wasirun, "--cache", "\(Checkout.root)/.guests/cache"] + options
                + [Checkout.program(name)] + arguments,
            input: input)
    }

    /// Runs a command to its end; after `seconds` it is killed, which shows as status 137.
    static func command(
        _ words: [String], environment: [String: String] = [:], folder: String? = nil, input: Input = .text(""),
        seconds: UInt32 = 120
    ) throws -> Run {
        let tree = TemporaryTree()
        // A FIFO and not pipe(2): its ends can be opened so that programs started meanwhile do not inherit them.
        tree.fifo("input")
        let reader = open(tree.absolute("input"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        let writer = open(tree.absolute("input"), O_WRONLY | O_CLOEXEC)
        guard reader >= 0, writer >= 0, fcntl(reader, F_SETFL, 0) == 0 else { throw Failure("open a FIFO", errno) }
        defer { close(reader) }
        switch input {
        case .text(let text):
            // Larger inputs would need a writer beside the run; a pipe holds this much.
            guard text.utf8.count <= 65_536 else { throw Failure("write a test's standard input", E2BIG) }
            _ = text.withCString { write(writer, $0, text.utf8.count) }
            close(writer)
        case .silence: break
        }
        defer { if case .silence = input { close(writer) } }

        let process = try start(
            folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0] + words } ?? words, environment: environment,
            input: reader, output: tree.absolute("output"),
            errors: tree.absolute("errors"))
        let status = try wait(for: process, seconds: seconds)
        return Run(output: tree.text("output") ?? "", errors: tree.text("errors") ?? "", status: status)
    }

    /// Starts a command with its streams where they are wanted; output and errors go to files, so that nothing can fill up.
    ///
    /// - Parameter sockets: Further descriptors that it inherits, by the numbers that they get.
    static func start(
        _ words: [String], environment: [String: String] = [:], input: Int32, output: String,
        errors: String, sockets: [Int32: Int32] = [:]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)

        // None of them may be overwritten before it has been copied, so all go to high numbers first.
        let copies = sockets.enumerated().map { (copy: 500 + Int32($0.offset), number: $0.element.key, $0.element.value) }
        for (copy, _, descriptor) in copies { posix_spawn_file_actions_adddup2(&actions, descriptor, copy) }
        for (copy, number, _) in copies {
            posix_spawn_file_actions_adddup2(&actions, copy, number)
            posix_spawn_file_actions_addclose(&actions, copy)
        }

        var variables: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let variable = next.pointee {
            let name = String(cString: variable).prefix { $0 != "=" }
            if environment[String(name)] == nil { variables.append(strdup(variable)) }
            next += 1
        }
        variables += environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        let arguments = words.map { strdup($0) } + [nil]
        defer { (variables + arguments).forEach { free($0) } }

        var process = pid_t()
        let error = posix_spawnp(&process, words[0], &actions, nil, arguments, variables)
        guard error == 0 else { throw Failure("start \(words[0])", error) }
        return process
    }

    /// Waits until a process has ended.
    static func wait(for process: pid_t, seconds: UInt32 = 120) throws -> Int32 {
        var status: Int32 = 0
        var naps = 0
        while true {
            switch waitpid(process, &status, WNOHANG) {
            case process: return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            case 0: break
            default: throw Failure("wait for a process", errno)
            }
            naps += 1
            if naps == seconds * 1000 { kill(process, SIGKILL) }
            usleep(1000)
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ operation: String, _ error: Int32) { description = "\(operation): \(String(cString: strerror(error)))" }
    }
}
