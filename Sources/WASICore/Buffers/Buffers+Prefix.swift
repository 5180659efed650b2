// For wrappers that move less than the guest asks for. They allocate, and are not for every call.

extension ScatterBuffers {
    /// Shows `body` the beginning of the buffers, as buffers of their own.
    ///
    /// - Parameter byteCount: How many bytes; all of them if there are not so many, none if it is negative.
    public func withPrefix<Result>(
        _ byteCount: Int, _ body: (inout ScatterBuffers) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        let list = unsafe UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: max(segments.count, 1))
        defer { unsafe list.deallocate() }
        let (count, total) = unsafe copyPrefix(of: segments, byteCount, to: list)
        let prefix = unsafe UnsafeBufferPointer(start: list.baseAddress, count: count)
        var buffers = unsafe ScatterBuffers(segments: prefix, byteCount: total)
        return try body(&buffers)
    }
}

extension GatherBuffers {
    /// Shows `body` the beginning of the buffers, as buffers of their own.
    ///
    /// - Parameter byteCount: How many bytes; all of them if there are not so many, none if it is negative.
    public func withPrefix<Result>(
        _ byteCount: Int, _ body: (borrowing GatherBuffers) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        let list = unsafe UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: max(segments.count, 1))
        defer { unsafe list.deallocate() }
        let (count, total) = unsafe copyPrefix(of: segments, byteCount, to: list)
        let prefix = unsafe UnsafeBufferPointer(start: list.baseAddress, count: count)
        return unsafe try body(GatherBuffers(segments: prefix, byteCount: total))
    }
}

/// Copies the segments that hold the first bytes; the last one is cut.
@unsafe
private func copyPrefix(
    of segments: UnsafeBufferPointer<BufferSegment>, _ byteCount: Int, to list: UnsafeMutableBufferPointer<BufferSegment>
) -> (count: Int, total: Int) {
    var count = 0, total = 0
    for index in segments.indices where total < byteCount {
        var segment = unsafe segments[index]
        unsafe segment.count = unsafe min(segment.count, byteCount - total)
        unsafe list.initializeElement(at: count, to: segment)
        count += 1
        unsafe total += segment.count
    }
    return (count, total)
}
