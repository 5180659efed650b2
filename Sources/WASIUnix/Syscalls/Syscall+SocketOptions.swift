#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// Options of sockets.
extension Syscall {
    /// `getsockopt` of a number.
    static func socketOption(_ option: Int32, level: Int32 = SOL_SOCKET, of fd: Int32) throws(Errno) -> Int32 {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        _ = try retrying { unsafe getsockopt(fd, level, option, &value, &size) }
        return value
    }

    /// `setsockopt` of a number.
    static func setSocketOption(_ option: Int32, level: Int32 = SOL_SOCKET, to value: Int32, of fd: Int32) throws(Errno) {
        var value = value
        _ = try retrying { unsafe setsockopt(fd, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) }
    }

    /// `getsockopt` of `SO_RCVTIMEO` or `SO_SNDTIMEO`; `nil` for none.
    static func socketTimeout(_ option: Int32, of fd: Int32) throws(Errno) -> Timestamp? {
        var value = timeval()
        var size = socklen_t(MemoryLayout<timeval>.size)
        _ = try retrying { unsafe getsockopt(fd, SOL_SOCKET, option, &value, &size) }
        let span = Timestamp(seconds: Int64(value.tv_sec), nanoseconds: Int64(value.tv_usec) * 1000)
        return span == .zero ? nil : span
    }

    /// `setsockopt` of `SO_RCVTIMEO` or `SO_SNDTIMEO`; whole microseconds, rounded up.
    static func setSocketTimeout(_ option: Int32, to span: Timestamp?, of fd: Int32) throws(Errno) {
        let rounded = (span ?? .zero) + .nanoseconds(999)
        var value = timeval()
        value.tv_sec = time_t(clamping: rounded.seconds)
        value.tv_usec = suseconds_t(clamping: rounded.subsecondNanoseconds / 1000)
        if span == nil { value = timeval() }
        _ = try retrying { unsafe setsockopt(fd, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<timeval>.size)) }
    }

    /// When a call that begins to wait for events of a socket has waited long enough.
    @inline(never)
    static func socketDeadline(_ events: Int32, of fd: Int32) -> Deadline {
        let option = events & POLLOUT != 0 ? SO_SNDTIMEO : SO_RCVTIMEO
        guard let span = try? socketTimeout(option, of: fd) else { return .never }
        return .at(monotonicTime() + span)
    }

    /// `getsockopt(SO_LINGER)`, in seconds; `nil` for none.
    static func socketLinger(of fd: Int32) throws(Errno) -> Int32? {
        var value = linger()
        var size = socklen_t(MemoryLayout<linger>.size)
        _ = try retrying { unsafe getsockopt(fd, SOL_SOCKET, lingerOption, &value, &size) }
        return value.l_onoff == 0 ? nil : Int32(clamping: value.l_linger)
    }

    /// `setsockopt(SO_LINGER)`: none, or none at all with what is unsent thrown away.
    static func setSocketLinger(throwsAway: Bool, of fd: Int32) throws(Errno) {
        var value = linger()
        value.l_onoff = throwsAway ? 1 : 0
        _ = try retrying { unsafe setsockopt(fd, SOL_SOCKET, lingerOption, &value, socklen_t(MemoryLayout<linger>.size)) }
    }

    /// How much of what was sent the peer has not acknowledged; 0 where the host does not know.
    static func bytesUnsent(_ fd: Int32) -> Int32 {
        var count: Int32 = 0
        return unsafe cwasi_bytes_unsent(fd, &count) == 0 ? count : 0
    }

    #if os(Linux)
        /// `getsockopt(SO_BINDTODEVICE)`; empty for any.
        static func boundDevice(of fd: Int32) throws(Errno) -> String {
            var name = [16 of UInt8](repeating: 0)
            var size = socklen_t(16)
            _ = try retrying {
                var span = name.mutableSpan
                return unsafe span.withUnsafeMutableBytes {
                    unsafe getsockopt(fd, SOL_SOCKET, cwasi_so_bindtodevice, $0.baseAddress, &size)
                }
            }
            var text = ""
            for index in 0..<min(16, Int(size)) where name[index] != 0 {
                text.unicodeScalars.append(Unicode.Scalar(name[index]))
            }
            return text
        }

        /// `setsockopt(SO_BINDTODEVICE)`.
        static func bindToDevice(_ name: String, _ fd: Int32) throws(Errno) {
            let bytes = Array(name.utf8)
            guard bytes.count < 16, !bytes.contains(0) else { throw .invalidArgument }
            _ = try retrying {
                unsafe bytes.withUnsafeBytes {
                    unsafe setsockopt(fd, SOL_SOCKET, cwasi_so_bindtodevice, $0.baseAddress, socklen_t(bytes.count))
                }
            }
        }
    #else
        static func boundDevice(of fd: Int32) throws(Errno) -> String { throw .protocolNotAvailable }

        static func bindToDevice(_ name: String, _ fd: Int32) throws(Errno) { throw .protocolNotAvailable }
    #endif

    #if canImport(Darwin)
        // `SO_LINGER` counts in hundredths of a second there.
        private static var lingerOption: Int32 { SO_LINGER_SEC }
    #else
        private static var lingerOption: Int32 { SO_LINGER }
    #endif
}
