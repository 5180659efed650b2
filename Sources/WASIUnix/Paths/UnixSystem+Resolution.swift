#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// The steps that all calls on paths share. What is refused for want of a grant is noted here.
extension UnixSystem {
    /// What is open under a path's directory, if it is a directory with a right.
    ///
    /// - Parameter changes: Whether the call changes something, which a read-only grant refuses.
    @inline(__always)
    func directory(of path: borrowing GuestPath, _ right: Rights, changes: Bool) throws(Errno) -> OpenFile {
        let file: OpenFile
        do throws(Errno) {
            file = try table.file(path.directory)
        } catch {
            noteRefusal(of: path, .noDirectory)
            throw error
        }
        guard file.type == .directory else { throw .notDirectory }
        if changes { try file.checkWritable() }
        guard file.rights.isSuperset(of: right) else { throw .notCapable }
        return file
    }

    /// Copies a path to where the host can read it, and checks it.
    @inline(__always)
    func check(_ path: borrowing GuestPath, in scratch: borrowing PathScratch) throws(Errno) -> CheckedPath {
        if path.bytes.startsWithSlash {
            noteRefusal(of: path, .absolutePath)
            throw .notPermitted
        }
        return try CheckedPath(path.bytes, in: scratch)
    }

    /// Opens what a path leads to.
    @inline(__always)
    func open(
        _ checked: CheckedPath, of path: borrowing GuestPath, in directory: OpenFile, _ flags: Int32, mode: mode_t = 0
    ) throws(Errno) -> OwnedDescriptor {
        do throws(ResolutionFailure) {
            if checked.isPlainName {
                return unsafe try paths.resolver.open(name: checked.text, in: directory.host, flags, mode: mode)
            }
            return unsafe try paths.resolver.open(checked.text, beneath: directory.host, flags, mode: mode)
        } catch {
            if error == .outside { noteRefusal(of: path, .leadsOutside) }
            throw error.errno
        }
    }

    /// The directory and the name that a path ends with. The path stands divided in its memory afterwards.
    ///
    /// - Parameters:
    ///   - current: What to throw if the path ends with `.` and leads somewhere.
    ///   - parent: The same for `..`.
    @inline(__always)
    func place(
        _ checked: CheckedPath, of path: borrowing GuestPath, in directory: OpenFile, current: Errno, parent: Errno
    ) throws(Errno) -> Place {
        if checked.last != .name {
            try checkLeadsToDirectory(checked, of: path, in: directory)
            throw checked.last == .current ? current : parent
        }
        let name = unsafe checked.split()
        guard checked.hasParent else {
            return unsafe Place(name, in: directory.host, hasTrailingSlash: checked.hasTrailingSlash)
        }
        let opened = try open(checked, of: path, in: directory, Syscall.locating | O_DIRECTORY)
        return unsafe Place(name, in: opened, hasTrailingSlash: checked.hasTrailingSlash)
    }

    /// Fails unless a path leads to a directory.
    func checkLeadsToDirectory(_ checked: CheckedPath, of path: borrowing GuestPath, in directory: OpenFile) throws(Errno) {
        _ = try open(checked, of: path, in: directory, Syscall.locating | O_DIRECTORY)
    }
}

extension RawSpan {
    /// Whether it is an absolute path.
    @inline(__always)
    var startsWithSlash: Bool {
        unsafe byteCount > 0 && unsafeLoad(fromByteOffset: 0, as: UInt8.self) == UInt8(ascii: "/")
    }
}
