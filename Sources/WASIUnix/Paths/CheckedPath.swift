#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// Memory in which a guest's path is checked, terminated and taken apart; allocated once and used for every call.
@safe
struct PathScratch: ~Copyable {
    fileprivate let memory: UnsafeMutablePointer<CChar>

    init() {
        unsafe memory = .allocate(capacity: CheckedPath.limit)
        unsafe memory.initialize(repeating: 0, count: CheckedPath.limit)
    }

    deinit { unsafe memory.deallocate() }
}

/// A guest's path that is relative, not empty, terminated and of bounded length.
///
/// It stands in a ``PathScratch`` and is valid until that is used for the next path.
@safe
struct CheckedPath {
    /// The last component.
    enum Last {
        /// A name: what a call can act on.
        case name
        /// `.`
        case current
        /// `..`
        case parent
    }

    /// A path of so many bytes is too long; one for the terminator is counted.
    static let limit = Int(PATH_MAX)

    private let memory: UnsafeMutablePointer<CChar>
    /// Where the last component begins and ends; the rest are slashes.
    private let nameStart: Int
    private let nameEnd: Int
    let last: Last
    /// Whether the path ends with a slash, so that it must lead to a directory.
    let hasTrailingSlash: Bool

    /// Copies a path and checks it.
    ///
    /// - Throws: ``WASICore/Errno/noSuchFileOrDirectory`` for an empty path, ``WASICore/Errno/fileNameTooLong``,
    ///   ``WASICore/Errno/invalidArgument`` for a NUL.
    @inline(__always)
    init(_ path: RawSpan, in scratch: borrowing PathScratch) throws(Errno) {
        let count = path.byteCount
        if count == 0 { throw .noSuchFileOrDirectory }
        if count >= Self.limit { throw .fileNameTooLong }
        unsafe memory = scratch.memory
        // A memcpy, and one call of the C library that looks for the NUL.
        unsafe path.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                unsafe UnsafeMutableRawPointer(scratch.memory).copyMemory(from: start, byteCount: count)
            }
        }
        unsafe scratch.memory[count] = 0
        if unsafe strlen(scratch.memory) != count { throw .invalidArgument }

        let slash = CChar(bitPattern: UInt8(ascii: "/"))
        var end = count
        while end > 0, unsafe scratch.memory[end - 1] == slash { end -= 1 }
        var start = end
        while start > 0, unsafe scratch.memory[start - 1] != slash { start -= 1 }
        nameStart = start
        nameEnd = end
        hasTrailingSlash = end < count

        let dot = CChar(bitPattern: UInt8(ascii: "."))
        if unsafe scratch.memory[start] != dot {
            last = .name
        } else if end - start == 1 {
            last = .current
        } else if end - start == 2, unsafe scratch.memory[start + 1] == dot {
            last = .parent
        } else {
            last = .name
        }
    }

    /// The whole path.
    @inline(__always)
    var text: UnsafePointer<CChar> { unsafe UnsafePointer(memory) }

    /// Whether the path is a name in the directory itself. A call that follows no link can act on it as it stands.
    @inline(__always)
    var isPlainName: Bool { nameStart == 0 && last == .name && !hasTrailingSlash }

    /// Whether there are components before the last one.
    @inline(__always)
    var hasParent: Bool { nameStart > 0 }

    /// Cuts the path before and behind its last component, so that ``text`` is the path of its directory, and returns the
    /// last component.
    @inline(__always)
    func split() -> UnsafePointer<CChar> {
        unsafe memory[nameEnd] = 0
        if nameStart > 0 { unsafe memory[nameStart - 1] = 0 }
        return unsafe UnsafePointer(memory + nameStart)
    }
}
