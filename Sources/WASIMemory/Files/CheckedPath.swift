import WASICore

/// A path that is relative, not empty and of bounded length, taken apart.
struct CheckedPath {
    enum Component {
        case name([UInt8])
        case current
        case parent
    }

    /// A path of so many bytes is too long; one for C's terminator is counted.
    static let limit = 4096
    /// So is a name of more.
    static let nameLimit = 255

    let components: [Component]
    /// Whether it ends with a slash, so that it must lead to a directory.
    let hasTrailingSlash: Bool

    /// A path of components.
    init(components: [Component]) {
        self.components = components
        hasTrailingSlash = false
    }

    /// Checks a guest's path.
    ///
    /// - Throws: ``WASICore/Errno/notPermitted`` for an absolute path, ``WASICore/Errno/noSuchFileOrDirectory`` for an empty one,
    ///   ``WASICore/Errno/fileNameTooLong``, ``WASICore/Errno/invalidArgument`` for a NUL.
    init(_ path: RawSpan) throws(Errno) {
        if path.firstByte == slash { throw .notPermitted }
        if path.byteCount == 0 { throw .noSuchFileOrDirectory }
        if path.byteCount >= Self.limit { throw .fileNameTooLong }
        try self.init(bytes: [UInt8](copying: path))
    }

    /// Takes apart what is relative, or taken for it.
    init(bytes: [UInt8]) throws(Errno) {
        if bytes.contains(0) { throw .invalidArgument }
        components = bytes.split(separator: slash).map { part in
            if part.elementsEqual([dot]) { return .current }
            if part.elementsEqual([dot, dot]) { return .parent }
            return .name(Array(part))
        }
        hasTrailingSlash = bytes.last == slash
    }
}

var slash: UInt8 { UInt8(ascii: "/") }
var dot: UInt8 { UInt8(ascii: ".") }
