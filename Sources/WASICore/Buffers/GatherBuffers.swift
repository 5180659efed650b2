/// The places in a guest's memory that a write takes its bytes from, one after the other.
///
/// A view that is valid for one call. Segments may be empty and may overlap: a guest chooses them.
///
/// WASI: [`ciovec_array`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#ciovec_array).
@frozen
@safe
public struct GatherBuffers: ~Copyable, ~Escapable {
    /// The segments, for the layer that passes them to the operating system, which only reads them.
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

    /// Visits the first `count` bytes, segment by segment.
    public func visit<Failure: Error>(first count: Int, _ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        try unsafe visitSegments(segments, first: count, body)
    }

    /// Visits all bytes, segment by segment.
    public func visit<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        try visit(first: byteCount, body)
    }
}

/// Shows `body` the first `count` bytes of segments.
@unsafe
func visitSegments<Failure: Error>(
    _ segments: UnsafeBufferPointer<BufferSegment>, first count: Int, _ body: (RawSpan) throws(Failure) -> Void
) throws(Failure) {
    var rest = count
    for index in segments.indices where rest > 0 {
        let segment = unsafe segments[index]
        let length = unsafe min(rest, segment.count)
        unsafe try body(UnsafeRawBufferPointer(start: segment.base, count: length).bytes)
        rest -= length
    }
}
