import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A run of wasirun that goes on while the test talks with its program. Killed with the object if it has not ended.
final class LiveRun {
    private let tree = TemporaryTree()
    private let process: pid_t
    private let output: Stream
    private let errors: Stream
    private var hasEnded = false

    /// Starts a test program of this checkout.
    ///
    /// - Parameters:
    ///   - sockets: Host sockets that wasirun inherits, by the numbers that they get.
    ///   - isSilent: Whether standard input is a pipe to which nothing comes and that does not end, instead of the null device.
    ///   - words: What stands in front of the options: `record`, with what is its own.
    ///   - shell: What a shell does before it becomes wasirun, if anything.
    init(
        _ name: String, _ arguments: [String] = [], words: [String] = [], options: [String] = [],
        sockets: [Int32: Peer] = [:], isSilent: Bool = false, shell: String? = nil
    ) throws {
        let command =
            [Checkout.wasirun] + words + ["--cache", "\(Checkout.root)/.guests/cache"] + options
            + [Checkout.program(name)] + arguments
        if isSilent { tree.fifo("input") }
        output = try Stream(tree, "output")
        errors = try Stream(tree, "errors")
        let input = open(isSilent ? tree.absolute("input") : "/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(input) }
        process = try Run.start(
            shell.map { ["/bin/sh", "-c", "\($0); exec \"$0\" \"$@\""] + command } ?? command, input: input,
            output: tree.absolute("output"), errors: tree.absolute("errors"), sockets: sockets.mapValues(\.descriptor))
    }

    deinit {
        guard !hasEnded else { return }
        _ = systemKill(process, SIGKILL)
        _ = try? Run.wait(for: process)
    }

    /// The next line of the program's standard output.
    func line() throws -> String { try output.line() }

    /// The next line of standard error, of the program and of wasirun.
    func errorLine() throws -> String { try errors.line() }

    /// The port in the next line of `--print-listen`.
    func port() throws -> UInt16 {
        let line = try errorLine()
        guard let text = line.split(separator: ":").last, let port = UInt16(text) else {
            throw Run.Failure("find a port in \"\(line)\"", EINVAL)
        }
        return port
    }

    /// Ends it at once, so that it can do nothing about it.
    func kill() throws {
        _ = systemKill(process, SIGKILL)
        _ = try Run.wait(for: process)
        hasEnded = true
    }

    /// Waits for its end; output and errors are what has not been read as lines.
    func end() throws -> Run {
        let output = try output.rest()
        let errors = try errors.rest()
        let status = try Run.wait(for: process)
        hasEnded = true
        return Run(output: output, errors: errors, status: status)
    }

    /// The reading end of a FIFO; 20 seconds without a byte are an error.
    private final class Stream {
        private let descriptor: Int32
        private var bytes: [UInt8] = []

        init(_ tree: TemporaryTree, _ name: String) throws {
            tree.fifo(name)
            descriptor = open(tree.absolute(name), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { throw Run.Failure("open a FIFO", errno) }
        }

        deinit { close(descriptor) }

        func line() throws -> String {
            while true {
                if let end = bytes.firstIndex(of: 0x0a) {
                    defer { bytes.removeFirst(end + 1) }
                    return String(decoding: bytes[..<end], as: UTF8.self)
                }
                guard try readMore() else {
                    throw Run.Failure("read a line after \"\(String(decoding: bytes, as: UTF8.self))\"", EPIPE)
                }
            }
        }

        func rest() throws -> String {
            while try readMore() {}
            return String(decoding: bytes, as: UTF8.self)
        }

        /// Waits for more; `false` at the end.
        private func readMore() throws -> Bool {
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&waiting, 1, 20_000) == 1 else { throw Run.Failure("wait for output", ETIMEDOUT) }
                let count = read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EAGAIN || errno == EINTR { continue }
                guard count >= 0 else { throw Run.Failure("read output", errno) }
                bytes += chunk[..<count]
                return count > 0
            }
        }
    }
}

/// Of the same name as the method that calls it.
private func systemKill(_ process: pid_t, _ signal: Int32) -> Int32 { kill(process, signal) }
