/// One stretch of memory of a scattered buffer; laid out as POSIX's `struct iovec`.
@frozen
@unsafe
public struct BufferSegment {
    public var base: UnsafeMutableRawPointer?
    /// In bytes.
    public var count: Int

    @inlinable
    public init(base: UnsafeMutableRawPointer?, count: Int) {
        unsafe self.base = base
        unsafe self.count = count
    }
}
