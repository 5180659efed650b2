#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// Segments are handed over as they are: they have the layout of `struct iovec`, which CWASIUnix asserts.
@unsafe typealias Segments = UnsafeBufferPointer<BufferSegment>

extension Syscall {
    /// The most vectors that the host takes in one call.
    static var maximumVectors: Int { 1024 }

    /// `read` for one segment, `readv` for any other number.
    @inline(__always)
    @unsafe
    static func read(_ fd: Int32, _ segments: Segments) throws(Errno) -> Int {
        if segments.count == 1 {
            let segment = unsafe segments[0]
            return try retrying { unsafe hostRead(fd, segment.base, transferable(segment.count)) }
        }
        return try retrying { unsafe readv(fd, vectors(segments), vectorCount(segments)) }
    }

    /// `write` for one segment, `writev` for any other number.
    @inline(__always)
    @unsafe
    static func write(_ fd: Int32, _ segments: Segments) throws(Errno) -> Int {
        if segments.count == 1 {
            let segment = unsafe segments[0]
            return try retrying { unsafe hostWrite(fd, segment.base, transferable(segment.count)) }
        }
        return try retrying { unsafe writev(fd, vectors(segments), vectorCount(segments)) }
    }

    /// `pread` or `preadv`.
    @inline(__always)
    @unsafe
    static func read(_ fd: Int32, _ segments: Segments, at offset: Int64) throws(Errno) -> Int {
        if segments.count == 1 {
            let segment = unsafe segments[0]
            return try retrying { unsafe pread(fd, segment.base, transferable(segment.count), off_t(offset)) }
        }
        return try retrying { unsafe preadv(fd, vectors(segments), vectorCount(segments), off_t(offset)) }
    }

    /// `pwrite` or `pwritev`.
    @inline(__always)
    @unsafe
    static func write(_ fd: Int32, _ segments: Segments, at offset: Int64) throws(Errno) -> Int {
        if segments.count == 1 {
            let segment = unsafe segments[0]
            return try retrying { unsafe pwrite(fd, segment.base, transferable(segment.count), off_t(offset)) }
        }
        return try retrying { unsafe pwritev(fd, vectors(segments), vectorCount(segments), off_t(offset)) }
    }

    /// The segments as the host's vectors.
    @inline(__always)
    @unsafe
    static func vectors(_ segments: Segments) -> UnsafePointer<iovec>? {
        guard let base = segments.baseAddress else { return nil }
        return unsafe UnsafeRawPointer(base).assumingMemoryBound(to: iovec.self)
    }

    /// The number of vectors for one call; a transfer may be a partial one.
    @inline(__always)
    @unsafe
    static func vectorCount(_ segments: Segments) -> Int32 {
        Int32(truncatingIfNeeded: min(segments.count, maximumVectors))
    }

    // Linux moves as much as it can in one call; Darwin refuses more than this.
    @inline(__always)
    static func transferable(_ count: Int) -> Int {
        #if canImport(Darwin)
            min(count, Int(Int32.max))
        #else
            count
        #endif
    }
}

// Inside the type, the names are its own.
@inline(__always)
@unsafe
private func hostRead(_ fd: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int { unsafe read(fd, base, count) }

@inline(__always)
@unsafe
private func hostWrite(_ fd: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int { unsafe write(fd, base, count) }
