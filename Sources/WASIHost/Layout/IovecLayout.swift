/// Where the fields of a vector lie, in bytes.
///
/// WASI: [`iovec`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#iovec) and `ciovec`.
enum IovecLayout {
    static let size = 8
    /// u32: the place.
    static let base = 0
    /// u32: the number of bytes.
    static let count = 4
}
