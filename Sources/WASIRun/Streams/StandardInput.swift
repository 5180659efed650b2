public import WASIUnix

/// Where a program's standard input comes from.
///
/// ```swift
/// command.standardInput = .text("first line\nsecond line\n")
/// ```
public struct StandardInput: Sendable {
    enum Source: Sendable {
        case stream(StandardStream)
        case file(String)
        case bytes([UInt8])
        case sequence(InputSequence)
    }

    let source: Source

    private init(source: Source) { self.source = source }

    /// What the system itself opens.
    public init(_ stream: StandardStream) { source = .stream(stream) }

    /// `/dev/null`: nothing to read.
    public static let null = StandardInput(.null)
    /// The standard input of this process, as it is.
    public static let inherit = StandardInput(.inherit)
    /// A descriptor of this process: a pipe, a socket, a file. The run duplicates it and leaves the caller's own alone; position
    /// and flags are shared.
    public static func descriptor(_ number: Int32) -> StandardInput { StandardInput(.descriptor(number)) }
    /// A file of the host, opened for reading when the run begins. The program gets the file and not its path or folder.
    public static func file(_ path: String) -> StandardInput { StandardInput(source: .file(path)) }
    /// These bytes, then the end. To the program it looks like a pipe; no descriptor, thread or copy is made.
    public static func bytes(_ bytes: [UInt8]) -> StandardInput { StandardInput(source: .bytes(bytes)) }
    /// A text as UTF-8, then the end; see ``bytes(_:)``.
    public static func text(_ text: String) -> StandardInput { .bytes(Array(text.utf8)) }

    /// What an asynchronous sequence brings, chunk by chunk: a request's body, for instance.
    ///
    /// ```swift
    /// command.standardInput = .sequence(request.body)     // any AsyncSequence of [UInt8], ArraySlice<UInt8> and the like
    /// ```
    ///
    /// The sequence is iterated over by a task of the run's own, from when the program first reads or polls on, and no further ahead of it
    /// than the capacity and one chunk. A program that is quicker waits, in a ``GuestExecutor`` without a thread. When the program has ended
    /// or has closed the stream, the task is cancelled. Every run of the command iterates anew: a sequence that can be iterated over only
    /// once is for one run.
    ///
    /// If the sequence throws, the program gets what came before and then ``/WASICore/Errno/ioError``, so that it does not take part of its
    /// input for all of it; ``RunResult/inputFailure`` says why.
    ///
    /// A system of ``WASICommand/makeSystem`` has to give the program the descriptor that its configuration names, or be a
    /// ``/WASIMemory/MemorySystem``: that is how it knows when there is something to read.
    ///
    /// - Parameters:
    ///   - chunks: Chunks of bytes, of any size. Empty ones are nothing.
    ///   - capacity: How many bytes may be waiting for the program before the sequence is asked for more. At least 1.
    public static func sequence<Chunks: AsyncSequence & Sendable>(
        _ chunks: Chunks, capacity: Int = 65_536
    ) -> StandardInput where Chunks.Element: Sequence<UInt8> {
        StandardInput(source: .sequence(InputSequence(chunks, capacity: capacity)))
    }
}
