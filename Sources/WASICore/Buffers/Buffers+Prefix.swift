// For wrappers that move less than the guest asks for. They allocate, and are not for every call.

extension ScatterBuffers {
    /// Shows `body` the beginning of the buffers, as buffers of their own.
    ///
    /// - Parameter byteCount: How many bytes; all of them if there are not so many, none if it is negative.
    public func withPrefix<Result>(
        _ byteCount: Int, _ body: (inout ScatterBuffers) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        unsafe try withPrefixSegments(of: segments, byteCount) { (segments, total) throws(Errno) in
            var buffers = unsafe ScatterBuffers(segments: segments, byteCount: total)
            return try body(&buffers)
        }
    }
}

extension GatherBuffers {
    /// Shows `body` the beginning of the buffers, as buffers of their own.
    ///
    /// - Parameter byteCount: How many bytes; all of them if there are not so many, none if it is negative.
    public func withPrefix<Result>(
        _ byteCount: Int, _ body: (borrowing GatherBuffers) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        unsafe try withPrefixSegments(of: segments, byteCount) { (segments, total) throws(Errno) in
            unsafe try body(GatherBuffers(segments: segments, byteCount: total))
        }
    }
}

/// Shows `body` the segments that hold the first bytes, of which the last one is cut, and the number of bytes in them.
@unsafe
private func withPrefixSegments<Result>(
    of segments: UnsafeBufferPointer<BufferSegment>, _ byteCount: Int,
    _ body: (UnsafeBufferPointer<BufferSegment>, _ total: Int) throws(Errno) -> Result
) throws(Errno) -> Result {
    let list = UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: max(segments.count, 1))
    defer { unsafe list.deallocate() }
    var count = 0, total = 0
    for index in segments.indices where total < byteCount {
        var segment = unsafe segments[index]
        unsafe segment.count = unsafe min(segment.count, byteCount - total)
        unsafe list.initializeElement(at: count, to: segment)
        count += 1
        unsafe total += segment.count
    }
    return unsafe try body(UnsafeBufferPointer(start: list.baseAddress, count: count), total)
}
