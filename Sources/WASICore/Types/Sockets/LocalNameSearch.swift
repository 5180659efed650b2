/// The search for the directory of a guest that the path of a local socket leads into.
///
/// As wasi-libc chooses among its directories: neither a slash nor `./` in front counts, the longest name that the path begins with wins,
/// and of equal ones the last.
package struct LocalNameSearch<Directory> {
    private let path: ArraySlice<UInt8>
    private var found: (directory: Directory, length: Int)?

    /// Begins with a path.
    ///
    /// - Throws: ``Errno/noSuchFileOrDirectory`` for one that leads nowhere.
    package init(of path: String) throws(Errno) {
        self.path = stripped(Array(path.utf8)[...])
        if self.path.isEmpty { throw .noSuchFileOrDirectory }
    }

    /// Looks at a directory that the guest has under a name.
    package mutating func visit(_ directory: @autoclosure () -> Directory, named name: String) {
        var name = stripped(Array(name.utf8)[...])
        while name.last == UInt8(ascii: "/") { name.removeLast() }
        guard path.starts(with: name) else { return }
        guard name.isEmpty || path.count == name.count || path[path.startIndex + name.count] == UInt8(ascii: "/") else {
            return
        }
        if name.count >= found?.length ?? 0 { found = (directory(), name.count) }
    }

    /// The directory that was found, and the path in it without slashes in front; `nil` if the path leads into none.
    package var result: (directory: Directory, rest: [UInt8])? {
        guard let found else { return nil }
        return (found.directory, Array(path.dropFirst(found.length).drop { $0 == UInt8(ascii: "/") }))
    }
}

/// A path without what stands in front and leads nowhere: slashes, `./` and a `.` alone.
private func stripped(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    var path = path
    while let first = path.first {
        if first == slash {
            path.removeFirst()
        } else if first == dot, path.count == 1 || path[path.startIndex + 1] == slash {
            path.removeFirst()
        } else {
            break
        }
    }
    return path
}
