/// What a descriptor is and what may be done with it.
///
/// WASI: [`fdstat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fdstat).
@frozen
public struct DescriptorStatus: Hashable, Sendable {
    /// What is open.
    public var type: FileType
    /// How it is open.
    public var flags: DescriptorFlags
    /// What may be done with the descriptor itself.
    public var rights: Rights
    /// What may be done, at most, with descriptors opened or accepted through it.
    public var inheriting: Rights

    /// Makes a status of its parts.
    @inlinable
    public init(type: FileType, flags: DescriptorFlags = [], rights: Rights, inheriting: Rights = []) {
        self.type = type
        self.flags = flags
        self.rights = rights
        self.inheriting = inheriting
    }
}
