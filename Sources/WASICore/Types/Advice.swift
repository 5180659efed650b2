/// How a guest expects to use a range of a file.
///
/// WASI: [`advice`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#advice). POSIX: `posix_fadvise`.
@frozen
public enum Advice: UInt8, Sendable, CaseIterable {
    /// Nothing in particular.
    case normal = 0
    /// From lower to higher offsets.
    case sequential = 1
    /// In any order.
    case random = 2
    /// Soon.
    case willNeed = 3
    /// Not soon.
    case dontNeed = 4
    /// Once, and not again.
    case noReuse = 5
}
