#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pair of connected host descriptors; closed with the object.
public final class HostPair {
    /// The end to read from; of a socket pair, one end.
    public private(set) var reader: Int32
    /// The end to write to; of a socket pair, the other end.
    public private(set) var writer: Int32

    private init(_ ends: [Int32]) {
        reader = ends[0]
        writer = ends[1]
        _ = fcntl(reader, F_SETFD, FD_CLOEXEC)
        _ = fcntl(writer, F_SETFD, FD_CLOEXEC)
    }

    /// `pipe`.
    public static func pipe() -> HostPair {
        var ends: [Int32] = [-1, -1]
        guard makePipe(&ends) == 0 else { fatalError("pipe: \(String(cString: strerror(errno)))") }
        return HostPair(ends)
    }

    /// `socketpair` of two local stream sockets.
    public static func sockets() -> HostPair {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            fatalError("socketpair: \(String(cString: strerror(errno)))")
        }
        return HostPair(ends)
    }

    deinit {
        closeReader()
        closeWriter()
    }

    public func closeReader() {
        if reader >= 0 { close(reader) }
        reader = -1
    }

    public func closeWriter() {
        if writer >= 0 { close(writer) }
        writer = -1
    }

    /// Writes a text to the writing end.
    public func send(_ text: String) {
        let bytes = Array(text.utf8)
        guard write(writer, bytes, bytes.count) == bytes.count else {
            fatalError("write: \(String(cString: strerror(errno)))")
        }
    }

    /// Reads what there is at the reading end, at most `count` bytes.
    public func receive(_ count: Int = 65_536) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let count = read(reader, &buffer, count)
        return Array(buffer[..<max(count, 0)])
    }
}

// Inside the type, `pipe` is the method.
private func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
