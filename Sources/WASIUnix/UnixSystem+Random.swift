public import WASICore

extension UnixSystem: RandomCalls {
    public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        do throws(Errno) {
            try unsafe buffer.withUnsafeMutableBytes { bytes throws(Errno) in unsafe try fillRandomly(bytes) }
        } catch .canceled {
            throw .canceled
        } catch {
            throw .ioError
        }
    }

    @inline(__always)
    @unsafe
    private func fillRandomly(_ bytes: UnsafeMutableRawBufferPointer) throws(Errno) {
        #if os(Linux)
            if bytes.count <= RandomPool.largestRequest { return unsafe try randomPool.fill(bytes) }
        #endif
        var start = 0
        while start < bytes.count {
            // Gigabytes take seconds.
            if wake.isRaised { throw .canceled }
            let count = min(bytes.count - start, RandomSource.largestRequest)
            unsafe try RandomSource.fill(UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + count]))
            start += count
        }
    }
}
