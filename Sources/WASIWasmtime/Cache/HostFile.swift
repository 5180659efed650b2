#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostClocks

/// A file of the host that this process has open. Closed when it goes.
struct HostFile: ~Copyable {
    let descriptor: Int32

    /// Takes over a descriptor.
    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Opens a file. `nil` if the system refuses; `errno` says why.
    init?(_ path: String, _ flags: Int32, mode: mode_t = 0) {
        var descriptor: Int32
        repeat { descriptor = unsafe open(path, flags | O_CLOEXEC, mode) } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    /// What the system knows of it. `nil` if it does not tell.
    func status() -> HostFileStatus? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        return HostFileStatus(status)
    }

    /// Reads to the end. `nil` if reading fails or there is more than `limit`; `errno` says why.
    ///
    /// - Parameter expected: About how much there is.
    borrowing func readToEnd(expected: Int, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var count = 0
        var capacity = min(max(expected, 0), limit) + 1
        while true {
            if count == bytes.count {
                guard count <= limit else {
                    errno = EFBIG
                    return nil
                }
                bytes.append(contentsOf: repeatElement(0, count: capacity - count))
                capacity = capacity * 2 + (64 << 10)
            }
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            guard got > 0 else { break }
            count += got
        }
        guard count <= limit else {
            errno = EFBIG
            return nil
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Writes everything, or says `false`.
    @unsafe
    borrowing func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let block = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let count = unsafe write(descriptor, block.baseAddress, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            unsafe rest = rest.dropFirst(count)
        }
        return true
    }
}

/// What the system knows of a file.
struct HostFileStatus: Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int
    /// In nanoseconds since 1970, like the two below.
    var modified: Int64
    var changed: Int64
    var accessed: Int64
    var owner: uid_t
    var mode: mode_t

    var isRegular: Bool { mode & S_IFMT == S_IFREG }
    var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
    /// Whether nobody but its owner, who is this process's user, can change it.
    var isPrivate: Bool { owner == geteuid() && mode & 0o022 == 0 }

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int(clamping: status.st_size)
        #if os(Linux)
            modified = HostFileStatus.nanoseconds(status.st_mtim)
            changed = HostFileStatus.nanoseconds(status.st_ctim)
            accessed = HostFileStatus.nanoseconds(status.st_atim)
        #else
            modified = HostFileStatus.nanoseconds(status.st_mtimespec)
            changed = HostFileStatus.nanoseconds(status.st_ctimespec)
            accessed = HostFileStatus.nanoseconds(status.st_atimespec)
        #endif
        owner = status.st_uid
        mode = status.st_mode
    }

    /// The present time on the clock of files.
    static func now() -> Int64 { Int64(clamping: HostClock.realtime) }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        let (product, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : product.addingReportingOverflow(Int64(time.tv_nsec)).partialValue
    }
}
