/// A size of or a position in a file, in bytes.
///
/// WASI: [`filesize`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filesize).
public typealias FileSize = UInt64

/// A distance in a file, in bytes; negative towards its beginning.
///
/// WASI: [`filedelta`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filedelta).
public typealias FileOffset = Int64
