/// What a guest learns of a descriptor that was open before it started.
///
/// WASI: [`prestat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#prestat); directories are its only kind.
@frozen
public struct Preopen: Hashable, Sendable {
    /// The directory's name in the guest's eyes, as UTF-8.
    public var name: [UInt8]

    /// A directory of this name.
    @inlinable
    public init(name: [UInt8]) { self.name = name }
}
