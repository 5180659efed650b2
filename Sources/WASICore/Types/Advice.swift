/// How a guest expects to use a range of a file.
///
/// WASI: [`advice`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#advice). POSIX: `posix_fadvise`.
@frozen
public enum Advice: UInt8, Sendable, CaseIterable {
    case normal = 0
    case sequential = 1
    case random = 2
    case willNeed = 3
    case dontNeed = 4
    case noReuse = 5
}
