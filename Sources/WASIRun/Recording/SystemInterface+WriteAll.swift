import WASICore

extension SystemInterface {
    /// Writes all bytes to a standard stream. What cannot be written, because the other side is gone, is left out.
    func writeAll(_ bytes: RawSpan, to stream: Descriptor) {
        unsafe bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                // Only read, by the promise of `GatherBuffers`.
                let base = unsafe bytes.baseAddress.map { unsafe UnsafeMutableRawPointer(mutating: $0 + done) }
                let rest = bytes.count - done
                let count = unsafe withUnsafeTemporaryAllocation(of: BufferSegment.self, capacity: 1) { segments -> Int in
                    unsafe segments.initialize(repeating: BufferSegment(base: base, count: rest))
                    let buffers = unsafe GatherBuffers(segments: UnsafeBufferPointer(segments), byteCount: rest)
                    return (try? write(stream, from: buffers)) ?? 0
                }
                guard count > 0 else { return }
                done += count
            }
        }
    }
}
