/// The places in a guest's memory that a read fills, one after the other.
///
/// A view that is valid for one call. Segments may be empty and may overlap: a guest chooses them.
///
/// WASI: [`iovec_array`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#iovec_array).
@frozen
@safe
public struct ScatterBuffers: ~Copyable, ~Escapable {
    /// The segments, for the layer that passes them to the operating system.
    @unsafe public let segments: UnsafeBufferPointer<BufferSegment>
    /// The number of bytes in all segments together.
    public let byteCount: Int

    /// Wraps segments; the caller vouches for their memory during the call, and that their lengths add up to `byteCount`.
    @inlinable
    @unsafe
    @_lifetime(borrow segments)
    public init(segments: UnsafeBufferPointer<BufferSegment>, byteCount: Int) {
        unsafe self.segments = unsafe segments
        self.byteCount = byteCount
    }

    /// The number of segments.
    @inlinable public var count: Int { unsafe segments.count }

    /// Copies bytes to the place that is `position` bytes from the beginning, across segments.
    ///
    /// - Returns: The number of bytes that had room.
    @discardableResult
    public mutating func store(_ source: RawSpan, at position: Int = 0) -> Int {
        var skip = position, done = 0
        for index in unsafe segments.indices where done < source.byteCount {
            let segment = unsafe segments[index]
            let room = unsafe segment.count
            if skip >= room {
                skip -= room
                continue
            }
            let length = min(room - skip, source.byteCount - done)
            unsafe source.withUnsafeBytes { bytes in
                if length > 0, let base = unsafe segment.base, let from = bytes.baseAddress {
                    unsafe (base + skip).copyMemory(from: from + done, byteCount: length)
                }
            }
            skip = 0
            done += length
        }
        return done
    }

    /// Visits the first `count` bytes, segment by segment: what a read has brought.
    public func visit<Failure: Error>(first count: Int, _ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        try unsafe visitSegments(segments, first: count, body)
    }
}
