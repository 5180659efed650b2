#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// Descriptors that stand for a place in the file system and are not opened for reading or writing.
extension Syscall {
    #if os(Linux)
        /// Opens a place whatever it is and whatever its permissions, without effect on it.
        @inline(__always) static var locating: Int32 { cwasi_o_path }

        /// Sets the times of what a descriptor from ``locating`` stands for.
        static func setTimes(_ times: FileTimes, of place: borrowing OwnedDescriptor) throws(Errno) {
            let place = place.rawValue
            let pair: [2 of timespec] = [timespec(times.access), timespec(times.modification)]
            unsafe try pair.span.withUnsafeBufferPointer { pair throws(Errno) in
                do throws(Errno) {
                    // Linux 5.8.
                    _ = try retrying { unsafe utimensat(place, "", pair.baseAddress, cwasi_at_empty_path) }
                } catch .invalidArgument {
                    // The path is made here of a number; nothing in it comes from the guest.
                    _ = try retrying { unsafe utimensat(AT_FDCWD, "/proc/self/fd/\(place)", pair.baseAddress, 0) }
                }
            }
        }

        /// The path that a descriptor was found under, as the host knows it now.
        static func path(of fd: Int32) -> [UInt8]? {
            var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let count = unsafe path.withUnsafeMutableBytes { bytes in
                guard let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return 0 }
                return unsafe readlink("/proc/self/fd/\(fd)", start, bytes.count)
            }
            return count > 0 ? Array(path[..<count]) : nil
        }

        /// Whether a directory shows the processes of the host: there a symbolic link can lead to what its text does not say.
        static func isProcessFileSystem(_ directory: Int32) throws(Errno) -> Bool {
            var type: UInt64 = 0
            _ = try retrying { unsafe cwasi_file_system_type(directory, &type) }
            return type == cwasi_proc_super_magic
        }
    #else
        /// Opens a place without effect on it.
        @inline(__always) static var locating: Int32 { O_EVTONLY }

        /// Sets the times of what a descriptor from ``locating`` stands for.
        static func setTimes(_ times: FileTimes, of place: borrowing OwnedDescriptor) throws(Errno) {
            let place = place.rawValue
            let pair: [2 of timespec] = [timespec(times.access), timespec(times.modification)]
            _ = unsafe try pair.span.withUnsafeBufferPointer { pair throws(Errno) in
                try retrying { unsafe futimens(place, pair.baseAddress) }
            }
        }

        static func isProcessFileSystem(_ directory: Int32) throws(Errno) -> Bool { false }

        /// `fcntl(F_GETPATH)`.
        static func path(of fd: Int32) -> [UInt8]? {
            var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let result = unsafe path.withUnsafeMutableBytes { unsafe fcntl(fd, F_GETPATH, $0.baseAddress) }
            return result == -1 ? nil : Array(path.prefix { $0 != 0 })
        }
    #endif
}
