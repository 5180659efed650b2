/// What a seek counts from.
///
/// WASI: [`whence`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#whence).
@frozen
public enum Whence: UInt8, Sendable, CaseIterable {
    /// The beginning of the file.
    case start = 0
    /// The current position.
    case current = 1
    /// The end of the file.
    case end = 2
}
