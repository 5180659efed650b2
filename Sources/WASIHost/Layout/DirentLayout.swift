/// Where the fields of a directory entry's header lie, in bytes. The name follows it, without a NUL and without padding.
///
/// WASI: [`dirent`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#dirent).
enum DirentLayout {
    static let size = 24
    /// u64: the cookie of the entry behind.
    static let next = 0
    /// u64.
    static let inode = 8
    /// u32.
    static let nameLength = 16
    /// u8.
    static let type = 20
}
