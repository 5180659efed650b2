import WASICore
import WASIMemory
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
    private var feed: InputFeed?
    private var queues: [(queue: OutputQueue, mark: HostMark)] = []
    /// Open as long as the run, for systems of the caller's own that take their time.
    private var files: [Int32] = []

    /// Opens files, if there are any.
    init(_ command: WASICommand) throws(RunError) {
        switch command.standardInput.source {
        case .stream(let stream): input = stream
        case .bytes(let bytes): inMemory.append((.standardInput, .input(InputBytes(bytes))))
        case .sequence(let sequence):
            let mark = try HostMark(.reading)
            let feed = InputFeed(sequence, mark)
            self.feed = feed
            input = .descriptor(mark.descriptor)
            inMemory.append((.standardInput, .feed(feed)))
        case .file(let path): input = try open(path, O_RDONLY, as: "standard input")
        }
        (output, outputSink) = try open(command.standardOutput, .standardOutput, as: "standard output")
        (error, errorSink) = try open(command.standardError, .standardError, as: "standard error")
    }

    deinit {
        for file in files { _ = close(file) }
        feed?.close()
        for (queue, _) in queues { queue.end() }
    }

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
        case .queue(let end):
            let mark = try attach(end.queue, as: name)
            end.queue.addWriter()
            inMemory.append((fd, .queue(end.queue)))
            return (.descriptor(mark.descriptor), nil)
        }
        inMemory.append((fd, .output(sink)))
        return (.null, sink)
    }

    /// Takes a queue for this run, which may have it for another stream already.
    private func attach(_ queue: OutputQueue, as name: String) throws(RunError) -> HostMark {
        if let known = queues.first(where: { $0.queue === queue }) { return known.mark }
        let mark = try HostMark(.writing)
        guard queue.attach(mark) else { throw .system("the sequence for \(name) has been that of another run") }
        queues.append((queue, mark))
        return mark
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

    /// Has a system that waits in memory do so for the streams that are sequences. Any other has got descriptors for them.
    func connect(to system: any SystemInterface) {
        guard let memory = MemorySystem.main(of: system) else { return }
        for (fd, stream) in inMemory {
            switch stream {
            case .input, .output: break
            case .feed(let feed):
                let mark = MemoryMark(.reading)
                memory.replaceStream(fd, by: mark.pipe)
                feed.use(mark)
            case .queue(let queue):
                let mark = MemoryMark(.writing)
                memory.replaceStream(fd, by: mark.pipe)
                queue.use(mark)
            }
        }
    }

    /// Puts what is in memory in front of the system.
    func put(before system: any SystemInterface) -> any SystemInterface {
        inMemory.isEmpty ? system : StreamSystem(system, inMemory)
    }

    /// Adds what was collected.
    func report(to result: inout RunResult) {
        if let outputSink { result.output = outputSink.captured }
        if let errorSink { result.errorOutput = errorSink.captured }
        result.inputFailure = feed?.failure
    }
}

// Inside the type, `open` is a method.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags | O_CLOEXEC, 0o666) }
