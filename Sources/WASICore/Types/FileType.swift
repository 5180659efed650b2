/// What a descriptor or a directory entry is.
///
/// WASI: [`filetype`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filetype).
@frozen
public enum FileType: UInt8, Sendable, CaseIterable {
    /// None of the others, or not known: a FIFO, for instance.
    case unknown = 0
    case blockDevice = 1
    case characterDevice = 2
    case directory = 3
    case regularFile = 4
    case datagramSocket = 5
    case streamSocket = 6
    case symbolicLink = 7
}
