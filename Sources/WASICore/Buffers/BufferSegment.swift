/// One stretch of memory of a scattered buffer; laid out as POSIX's `struct iovec`.
@frozen
@unsafe
public struct BufferSegment {
    /// Where it begins in the memory that all segments share, in bytes.
    public var base: UnsafeMutableRawPointer?
    /// In bytes.
    public var count: Int

    /// A segment of `count` bytes from `base` on.
    @inlinable
    public init(base: UnsafeMutableRawPointer?, count: Int) {
        unsafe self.base = base
        unsafe self.count = count
    }
}
