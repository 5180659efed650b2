/// The guest's memory that a call reads from or stores into, as an observer sees it.
///
/// A view that is valid while the call is intercepted. What stands in it before the call is what a write moves; what stands in
/// it afterwards is what a read has brought. Nothing is copied.
@frozen
@safe
public struct TransferBuffers: ~Escapable {
    @unsafe @usableFromInline let segments: UnsafeBufferPointer<BufferSegment>
    /// Instead of segments, if there is one stretch only.
    @unsafe @usableFromInline let stretch: UnsafeMutableRawBufferPointer
    /// The number of bytes in all segments together.
    public let byteCount: Int

    // The lifetimes of these views are not told to the compiler, which could not let the call have the buffers at the same
    // time. They end with the call all the same: an interceptor is handed them within it, and cannot keep what does not escape.
    @inlinable
    @_lifetime(immortal)
    init(_ buffers: borrowing ScatterBuffers) {
        unsafe segments = buffers.segments
        unsafe stretch = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        byteCount = buffers.byteCount
    }

    @inlinable
    @_lifetime(immortal)
    init(_ buffers: borrowing GatherBuffers) {
        unsafe segments = buffers.segments
        unsafe stretch = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        byteCount = buffers.byteCount
    }

    @inlinable
    @_lifetime(immortal)
    package init(_ buffer: inout MutableRawSpan) {
        unsafe segments = UnsafeBufferPointer(start: nil, count: 0)
        unsafe stretch = buffer.withUnsafeMutableBytes { unsafe $0 }
        byteCount = buffer.byteCount
    }

    /// Visits the first `count` bytes, segment by segment.
    public func visit<Failure: Error>(first count: Int, _ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        if unsafe stretch.baseAddress == nil {
            try unsafe visitSegments(segments, first: count, body)
        } else {
            let first = unsafe UnsafeRawBufferPointer(rebasing: stretch[..<min(max(count, 0), byteCount)])
            try unsafe body(first.bytes)
        }
    }

    /// Stores bytes from the beginning on, for an interceptor that answers a read itself.
    ///
    /// - Returns: The number of bytes that had room.
    @discardableResult
    public func store(_ source: RawSpan) -> Int {
        if unsafe stretch.baseAddress == nil {
            var buffers = unsafe ScatterBuffers(segments: segments, byteCount: byteCount)
            return buffers.store(source)
        }
        let count = min(source.byteCount, byteCount)
        unsafe source.withUnsafeBytes { bytes in
            unsafe stretch.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        return count
    }
}
