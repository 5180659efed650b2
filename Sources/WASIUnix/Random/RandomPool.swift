#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

#if os(Linux)
    /// Random bytes from the kernel, fetched a few hundred at a time: a system call costs more than a short request.
    ///
    /// A byte is handed out once and erased. The pool lives in a page that a child process sees zeroed after a fork, and so
    /// as empty: parent and child never hand out the same bytes.
    @safe
    struct RandomPool: ~Copyable {
        /// Longer requests go to the kernel themselves.
        static let largestRequest = 64

        private static let pageSize = 4096
        private static let bytesOffset = 64
        private static let capacity = 512

        /// The number of bytes left, then the bytes. `nil` where the kernel has no such pages; then nothing is pooled.
        private let page: UnsafeMutableRawPointer?

        init() { unsafe page = cwasi_map_wiped_on_fork(Self.pageSize) }

        deinit {
            if let page = unsafe page { unsafe munmap(page, Self.pageSize) }
        }

        /// Fills a short buffer.
        @inline(__always)
        @unsafe
        func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Errno) {
            guard let page = unsafe page else { return unsafe try RandomSource.fill(buffer) }
            let count = buffer.count
            var left = unsafe page.load(as: Int.self)
            if left < count {
                let bytes = unsafe UnsafeMutableRawBufferPointer(start: page + Self.bytesOffset, count: Self.capacity)
                unsafe try RandomSource.fill(bytes)
                left = Self.capacity
            }
            left -= count
            let source = unsafe page + Self.bytesOffset + left
            if let base = buffer.baseAddress { unsafe base.copyMemory(from: source, byteCount: count) }
            unsafe source.initializeMemory(as: UInt8.self, repeating: 0, count: count)
            unsafe page.storeBytes(of: left, as: Int.self)
        }
    }
#endif

/// The host's randomness.
enum RandomSource {
    /// Linux answers at most so much in one call.
    static let largestRequest = 1 << 25

    /// Fills a buffer, at most ``largestRequest`` bytes.
    @unsafe
    static func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Errno) {
        #if os(Linux)
            var done = 0
            while done < buffer.count {
                let rest = unsafe buffer.baseAddress.map { unsafe $0 + done }
                // A signal may cut a long answer short.
                done += try Syscall.retrying { unsafe cwasi_getrandom(rest, buffer.count - done) }
            }
        #else
            if let base = buffer.baseAddress { unsafe arc4random_buf(base, buffer.count) }
        #endif
    }
}
