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
}
