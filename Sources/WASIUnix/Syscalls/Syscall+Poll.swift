#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

extension Syscall {
    /// `ppoll`, made once. May return early only when it throws ``WASICore/Errno/interrupted``, or on a platform that counts
    /// in coarser steps; a caller checks the clock.
    ///
    /// - Returns: The number of descriptors that are ready.
    @unsafe
    static func poll(
        _ descriptors: UnsafeMutableBufferPointer<pollfd>, timeout: Timestamp?
    ) throws(Errno) -> Int32 {
        #if os(Linux)
            guard let timeout else {
                return try once { unsafe cwasi_ppoll(descriptors.baseAddress, descriptors.count, nil) }
            }
            var time = timespec(timeout)
            return try once { unsafe cwasi_ppoll(descriptors.baseAddress, descriptors.count, &time) }
        #else
            // Whole milliseconds, rounded up, so that nothing is early; at most as many as the call takes.
            let milliseconds = timeout.map { Int32(clamping: ($0 + .nanoseconds(999_999)).rawValue / 1_000_000) } ?? -1
            return unsafe try once { unsafe Darwin.poll(descriptors.baseAddress, nfds_t(descriptors.count), milliseconds) }
        #endif
    }

    /// Waits for one descriptor, for ever without a timeout; only while a system is set up, when nothing can interrupt it.
    ///
    /// - Returns: Whether it is ready.
    static func poll(_ fd: Int32, _ events: Int32, timeout: Timestamp?) throws(Errno) -> Bool {
        let deadline = timeout.map { Deadline.at($0 == .zero ? .zero : monotonicTime() + $0) } ?? .never
        return try unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 1) { set throws(Errno) in
            while true {
                unsafe set[0] = pollfd(fd: fd, events: Int16(truncatingIfNeeded: events), revents: 0)
                do throws(Errno) {
                    if unsafe try poll(set, timeout: deadline.remaining) > 0 { return true }
                    if deadline.remaining == .zero { return false }
                } catch .interrupted {}
            }
        }
    }

    /// `poll` without waiting, which has no time to copy back and forth.
    ///
    /// - Returns: The number of descriptors that are ready.
    @unsafe
    @inline(__always)
    static func pollNow(_ descriptors: UnsafeMutableBufferPointer<pollfd>) throws(Errno) -> Int32 {
        try retrying { unsafe cwasi_poll_now(descriptors.baseAddress, descriptors.count) }
    }

    /// `ioctl(FIONREAD)`: how many bytes can be read at once; 0 where the host does not know.
    static func bytesAvailable(_ fd: Int32) -> FileSize {
        var count: Int32 = 0
        return unsafe cwasi_bytes_available(fd, &count) == 0 ? FileSize(clamping: count) : 0
    }
}
