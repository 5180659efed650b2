#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file or pipe of the host that this process has opened; closed with the object.
final class HostDescriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { _ = close(number) }

    /// Creates a file, or empties one: for its owner alone, who may not want everybody to see what a program has read.
    static func creating(_ path: String) throws(HostReadError) -> HostDescriptor {
        try HostDescriptor(opened: unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
    }

    /// Opens a file for reading.
    static func reading(_ path: String) throws(HostReadError) -> HostDescriptor {
        try HostDescriptor(opened: unsafe open(path, O_RDONLY | O_CLOEXEC))
    }

    /// Both ends of a pipe.
    static func pipe() throws(HostReadError) -> (reader: HostDescriptor, writer: HostDescriptor) {
        var ends: [Int32] = [-1, -1]
        guard unsafe systemPipe(&ends) == 0 else { throw HostReadError(number: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (HostDescriptor(ends[0]), HostDescriptor(ends[1]))
    }

    convenience init(opened number: Int32) throws(HostReadError) {
        guard number >= 0 else { throw HostReadError(number: errno) }
        self.init(number)
    }

    /// Has reads and writes fail instead of waiting.
    func setNonBlocking() { _ = fcntl(number, F_SETFL, O_NONBLOCK) }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(HostReadError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
                return unsafe systemWrite(number, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw HostReadError(number: count == 0 ? ENOSPC : errno) }
            done += count
        }
    }

    /// Waits until there is something to read, or until the other end of a second descriptor is closed.
    ///
    /// - Returns: Whether there is something to read, whatever there is of the other.
    func isReadable(before end: Int32) -> Bool {
        var set = [number, end].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while unsafe poll(&set, 2, -1) < 0, errno == EINTR {}
        return Int32(set[0].revents) & POLLIN != 0
    }

    /// The next bytes, at most so many; none at the end.
    func read(_ maximum: Int) throws(HostReadError) -> [UInt8] {
        var number: Int32 = 0
        let descriptor = self.number
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: maximum) { room, count in
            while true {
                let result = unsafe systemRead(descriptor, room.baseAddress, room.count)
                if result < 0, errno == EINTR { continue }
                if result < 0 { number = errno }
                count = max(result, 0)
                return
            }
        }
        guard number == 0 else { throw HostReadError(number: number) }
        return bytes
    }
}

// Of the same names as the methods that call them.
@unsafe
private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { unsafe pipe(ends) }
@unsafe
private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, base, count)
}
@unsafe
private func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, base, count)
}
