/// What a descriptor or a directory entry is.
///
/// WASI: [`filetype`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filetype).
@frozen
public enum FileType: UInt8, Sendable, CaseIterable {
    /// None of the others, or not known: a FIFO, for instance.
    case unknown = 0
    /// A device of blocks.
    case blockDevice = 1
    /// A device of characters: a terminal, `/dev/null`.
    case characterDevice = 2
    /// A directory.
    case directory = 3
    /// A file of bytes.
    case regularFile = 4
    /// A socket for messages.
    case datagramSocket = 5
    /// A socket for streams.
    case streamSocket = 6
    /// A link to a path.
    case symbolicLink = 7
}
