public import WASIUnix

/// Where a program's standard output or standard error goes.
///
/// ```swift
/// command.standardOutput = .collect(limit: 64 << 10)
/// print(try command.run().output.text)
/// ```
public struct StandardOutput: Sendable {
    enum Target: Sendable {
        case stream(StandardStream)
        case file(String, isAppended: Bool)
        case collect(limit: Int)
        case chunks(@Sendable ([UInt8]) -> Void)
        case queue(WritingEnd)
    }

    let target: Target

    private init(target: Target) { self.target = target }

    /// What the system itself opens.
    public init(_ stream: StandardStream) { target = .stream(stream) }

    /// `/dev/null`: what is written vanishes.
    public static let null = StandardOutput(.null)
    /// The stream of this process, as it is.
    public static let inherit = StandardOutput(.inherit)
    /// A descriptor of this process: a pipe, a socket, a file. The run duplicates it and leaves the caller's own alone; position
    /// and flags are shared.
    public static func descriptor(_ number: Int32) -> StandardOutput { StandardOutput(.descriptor(number)) }
    /// A file of the host, opened for writing when the run begins and made if it is not there (readable and writable as the
    /// process's mask says). What is in it is replaced, unless `isAppended` is set.
    public static func file(_ path: String, appending isAppended: Bool = false) -> StandardOutput {
        StandardOutput(target: .file(path, isAppended: isAppended))
    }
    /// Kept in memory, for ``RunResult/output`` and ``RunResult/errorOutput``.
    ///
    /// The program never waits for anybody. What exceeds the limit is left out, and ``CapturedOutput/isTruncated`` tells so; to stop
    /// a program that writes too much, set ``WASICommand/maximumOutputBytes``.
    ///
    /// - Parameter limit: How many bytes are kept at most. Memory is taken as they come.
    public static func collect(limit: Int) -> StandardOutput { StandardOutput(target: .collect(limit: max(limit, 0))) }
    /// Handed to a function as the program writes it, one write of the program at a time and never empty, on the thread that runs
    /// the program. The program goes on when the function returns.
    public static func chunks(_ receive: @escaping @Sendable ([UInt8]) -> Void) -> StandardOutput {
        StandardOutput(target: .chunks(receive))
    }

    /// A stream for one run, and the asynchronous sequence of what the program writes to it: a response's body, for instance.
    ///
    /// ```swift
    /// let (output, chunks) = StandardOutput.makeSequence()
    /// command.standardOutput = output
    /// async let result = command.run(on: executor)
    /// for await chunk in chunks { try await response.write(chunk) }
    /// print(try await result.status)
    /// ```
    ///
    /// A program that writes more than has been taken waits when the capacity is reached, in a ``GuestExecutor`` without a thread; for ever, if
    /// nobody takes anything, unless it is stopped. Standard output and standard error of one command may be the same stream. A second
    /// run cannot have it: it fails with ``RunError/system(_:)``.
    ///
    /// What is said of systems of one's own at ``StandardInput/sequence(_:capacity:)`` holds here too.
    ///
    /// - Parameter capacity: How many bytes may be waiting to be taken. At least 1.
    public static func makeSequence(capacity: Int = 65_536) -> (output: StandardOutput, chunks: OutputChunks) {
        let queue = OutputQueue(capacity: capacity)
        return (StandardOutput(target: .queue(WritingEnd(queue))), OutputChunks(queue))
    }
}
