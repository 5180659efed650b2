#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// Transfers of sockets. None waits, whatever the descriptor's own flags say, and none raises SIGPIPE.
extension Syscall {
    /// `recv` or `recvmsg`.
    ///
    /// - Parameter isStream: A stream cuts nothing, so that the simpler call is enough for one segment.
    @inline(__always)
    @unsafe
    static func receive(
        _ fd: Int32, _ segments: Segments, flags: Int32, isStream: Bool
    ) throws(Errno) -> (byteCount: Int, isTruncated: Bool) {
        let flags = flags | cwasi_msg_dontwait
        if isStream, segments.count == 1 {
            let segment = unsafe segments[0]
            return (try retrying { unsafe cwasi_recv(fd, segment.base, transferable(segment.count), flags) }, false)
        }
        var result: Int32 = 0
        let count = try retrying {
            unsafe cwasi_recvmsg(fd, vectors(segments), vectorCount(segments), flags, &result, nil, nil)
        }
        return (count, result & cwasi_msg_trunc != 0)
    }

    /// `recvmsg` that tells who has sent.
    @unsafe
    static func receive(
        _ fd: Int32, _ segments: Segments, flags: Int32, from sender: inout HostAddress
    ) throws(Errno) -> (byteCount: Int, isTruncated: Bool) {
        var result: Int32 = 0
        let count = try retrying {
            sender = HostAddress()
            return unsafe sender.withRoom { address, length in
                unsafe cwasi_recvmsg(
                    fd, vectors(segments), vectorCount(segments), flags | cwasi_msg_dontwait, &result, address, length)
            }
        }
        return (count, result & cwasi_msg_trunc != 0)
    }

    /// `send` or `sendmsg`.
    @inline(__always)
    @unsafe
    static func send(_ fd: Int32, _ segments: Segments) throws(Errno) -> Int {
        if segments.count == 1 {
            let segment = unsafe segments[0]
            return try retrying { unsafe cwasi_send(fd, segment.base, transferable(segment.count), cwasi_msg_dontwait) }
        }
        return try retrying {
            unsafe cwasi_sendmsg(fd, vectors(segments), vectorCount(segments), cwasi_msg_dontwait, nil, 0)
        }
    }

    /// `sendmsg` to an address.
    @unsafe
    static func send(_ fd: Int32, _ segments: Segments, to address: borrowing HostAddress) throws(Errno) -> Int {
        unsafe try address.withHost { address, length throws(Errno) in
            try retrying {
                unsafe cwasi_sendmsg(fd, vectors(segments), vectorCount(segments), cwasi_msg_dontwait, address, length)
            }
        }
    }
}
