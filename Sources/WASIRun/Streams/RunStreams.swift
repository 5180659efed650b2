import WASICore
import WASIUnix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The standard streams of one run: what its system is to open, and what is kept in memory.
final class RunStreams {
    private(set) var input = StandardStream.null
    private(set) var output = StandardStream.null
    private(set) var error = StandardStream.null

    private var inMemory: [(fd: Descriptor, stream: StreamSystem.Stream)] = []
    private var outputSink: OutputSink?
    private var errorSink: OutputSink?
    /// Open as long as the run, for systems of the caller's own that take their time.
    private var files: [Int32] = []

    /// Opens files, if there are any.
    init(_ command: WASICommand) throws(RunError) {
        switch command.standardInput.source {
        case .stream(let stream): input = stream
        case .bytes(let bytes): inMemory.append((.standardInput, .input(InputBytes(bytes))))
        case .file(let path): input = try open(path, O_RDONLY, as: "standard input")
        }
        (output, outputSink) = try open(command.standardOutput, .standardOutput, as: "standard output")
        (error, errorSink) = try open(command.standardError, .standardError, as: "standard error")
    }

    deinit { for file in files { _ = close(file) } }

    private func open(
        _ stream: StandardOutput, _ fd: Descriptor, as name: String
    ) throws(RunError) -> (StandardStream, OutputSink?) {
        let sink: OutputSink
        switch stream.target {
        case .stream(let stream): return (stream, nil)
        case .file(let path, let isAppended):
            return (try open(path, O_WRONLY | O_CREAT | (isAppended ? O_APPEND : O_TRUNC), as: name), nil)
        case .collect(let limit): sink = OutputSink(limit: limit)
        case .chunks(let receive): sink = OutputSink(receive)
        }
        inMemory.append((fd, .output(sink)))
        return (.null, sink)
    }

    private func open(_ path: String, _ flags: Int32, as name: String) throws(RunError) -> StandardStream {
        var file: Int32
        repeat { file = openFile(path, flags) } while file < 0 && errno == EINTR
        guard file >= 0 else {
            throw .stream(name: name, path: path, reason: HostReadError(number: errno).reason)
        }
        files.append(file)
        return .descriptor(file)
    }

    /// Puts what is in memory in front of the system.
    func put(before system: any SystemInterface) -> any SystemInterface {
        inMemory.isEmpty ? system : StreamSystem(system, inMemory)
    }

    /// Adds what was collected.
    func report(to result: inout RunResult) {
        if let outputSink { result.output = outputSink.captured }
        if let errorSink { result.errorOutput = errorSink.captured }
    }
}

// Inside the type, `open` is a method.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags | O_CLOEXEC, 0o666) }
