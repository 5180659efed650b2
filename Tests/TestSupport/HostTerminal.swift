#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A terminal of its own for one test; closed with the object.
public final class HostTerminal {
    /// What a terminal emulator would hold.
    public let primary: Int32
    /// What a program would have as its standard streams.
    public let terminal: Int32

    public init() {
        var ends: [Int32] = [-1, -1]
        // Swift's view of the C library has no function that opens terminals.
        typealias OpenTerminal =
            @convention(c) (
                UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?, OpaquePointer?, OpaquePointer?, OpaquePointer?
            ) -> Int32
        guard let symbol = dlsym(nil, "openpty") else { fatalError("the C library has no openpty") }
        let result = ends.withUnsafeMutableBufferPointer {
            unsafeBitCast(symbol, to: OpenTerminal.self)($0.baseAddress, $0.baseAddress?.successor(), nil, nil, nil)
        }
        guard result == 0 else { fatalError("openpty: \(String(cString: strerror(errno)))") }
        primary = ends[0]
        terminal = ends[1]
    }

    deinit {
        close(primary)
        close(terminal)
    }

    /// Types a text.
    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        guard write(primary, bytes, bytes.count) == bytes.count else {
            fatalError("write: \(String(cString: strerror(errno)))")
        }
    }
}
