#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

// Paths that end with `.`, `..` or a slash get the answers of Linux. A slash is never handed to a call that acts on a name:
// some systems follow a symbolic link before it.
extension UnixSystem: PathCalls {
    public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        let directory = try directory(of: path, .createDirectory, changes: true)
        let checked = try check(path, in: paths.first)
        let place = try place(checked, of: path, in: directory, current: .fileExists, parent: .fileExists)
        unsafe try Syscall.createDirectory(place.name, in: place.directory)
    }

    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        let directory = try directory(of: path, .pathAttributes, changes: false)
        let checked = try check(path, in: paths.first)
        let follows = follow.contains(.followSymlinks)
        if checked.isPlainName {
            // One call where there is no link to follow, which is nearly always.
            let status = unsafe try Syscall.status(checked.text, in: directory.host)
            if !follows || status.st_mode & S_IFMT != S_IFLNK { return FileAttributes(status) }
        }
        let found = try open(checked, of: path, in: directory, Syscall.locating | (follows ? 0 : O_NOFOLLOW))
        return FileAttributes(try Syscall.status(found.rawValue))
    }

    public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        let directory = try directory(of: path, .setPathTimes, changes: true)
        let checked = try check(path, in: paths.first)
        let follows = follow.contains(.followSymlinks)
        if follows || checked.hasTrailingSlash || checked.last != .name {
            let found = try open(checked, of: path, in: directory, Syscall.locating)
            try Syscall.setTimes(times, of: found)
        } else {
            let place = try place(
                checked, of: path, in: directory, current: .invalidArgument, parent: .invalidArgument)
            unsafe try Syscall.setTimes(times, place.name, in: place.directory)
        }
    }

    /// See ``WASICore/PathCalls/link(_:follow:to:)``.
    ///
    /// A source that is a symbolic link and is to be followed is refused with ``WASICore/Errno/invalidArgument``: no system call
    /// does that without leaving the sandbox, and other hosts refuse it too.
    public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        // A second name in a writable directory would make a read-only file writable.
        let from = try directory(of: source, .linkSource, changes: true)
        let to = try directory(of: target, .linkTarget, changes: true)
        let checkedSource = try check(source, in: paths.first)
        let checkedTarget = try check(target, in: paths.second)
        if checkedSource.hasTrailingSlash {
            try checkLeadsToDirectory(checkedSource, of: source, in: from)
            throw .notPermitted
        }
        let old = try place(checkedSource, of: source, in: from, current: .notPermitted, parent: .notPermitted)
        let new = try place(checkedTarget, of: target, in: to, current: .fileExists, parent: .fileExists)
        if follow.contains(.followSymlinks) {
            let status = unsafe try Syscall.status(old.name, in: old.directory)
            if status.st_mode & S_IFMT == S_IFLNK { throw .invalidArgument }
        }
        try new.checkFreeIfSlashed()
        unsafe try Syscall.link(old.name, in: old.directory, to: new.name, in: new.directory)
    }

    public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        let directory = try directory(of: path, .readLink, changes: false)
        let checked = try check(path, in: paths.first)
        if checked.hasTrailingSlash {
            try checkLeadsToDirectory(checked, of: path, in: directory)
            throw .invalidArgument
        }
        let place = try place(checked, of: path, in: directory, current: .invalidArgument, parent: .invalidArgument)
        let capacity = buffer.byteCount
        if capacity == 0 {
            // The host takes no empty buffer, but only the host knows whether there is a link.
            var byte: CChar = 0
            _ = unsafe try Syscall.readLink(place.name, in: place.directory, into: &byte, capacity: 1)
            return 0
        }
        return unsafe try buffer.withUnsafeMutableBytes { bytes throws(Errno) in
            guard let text = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return 0 }
            return unsafe try Syscall.readLink(place.name, in: place.directory, into: text, capacity: capacity)
        }
    }

    public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        let directory = try directory(of: path, .removeDirectory, changes: true)
        let checked = try check(path, in: paths.first)
        let place = try place(
            checked, of: path, in: directory, current: .invalidArgument, parent: .directoryNotEmpty)
        unsafe try Syscall.unlink(place.name, in: place.directory, AT_REMOVEDIR)
    }

    public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        let from = try directory(of: source, .renameSource, changes: true)
        let to = try directory(of: target, .renameTarget, changes: true)
        let checkedSource = try check(source, in: paths.first)
        let checkedTarget = try check(target, in: paths.second)
        let old = try place(checkedSource, of: source, in: from, current: .resourceBusy, parent: .resourceBusy)
        let new = try place(checkedTarget, of: target, in: to, current: .resourceBusy, parent: .resourceBusy)
        if old.hasTrailingSlash || new.hasTrailingSlash {
            let status = unsafe try Syscall.status(old.name, in: old.directory)
            if status.st_mode & S_IFMT != S_IFDIR { throw .notDirectory }
        }
        unsafe try Syscall.rename(old.name, in: old.directory, to: new.name, in: new.directory)
    }

    public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        let directory = try directory(of: path, .symlink, changes: true)
        if target.startsWithSlash { throw .notPermitted }
        let text = try CheckedPath(target, in: paths.second)
        let checked = try check(path, in: paths.first)
        let place = try place(checked, of: path, in: directory, current: .fileExists, parent: .fileExists)
        try place.checkFreeIfSlashed()
        unsafe try Syscall.createSymlink(to: text.text, place.name, in: place.directory)
    }

    public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        let directory = try directory(of: path, .unlinkFile, changes: true)
        let checked = try check(path, in: paths.first)
        let place = try place(checked, of: path, in: directory, current: .isDirectory, parent: .isDirectory)
        if place.hasTrailingSlash {
            let status = unsafe try Syscall.status(place.name, in: place.directory)
            throw status.st_mode & S_IFMT == S_IFDIR ? .isDirectory : .notDirectory
        }
        unsafe try Syscall.unlink(place.name, in: place.directory)
    }
}

extension Place {
    /// For calls that make something that is no directory: a slash behind the new name is an error whether or not it is taken.
    fileprivate borrowing func checkFreeIfSlashed() throws(Errno) {
        guard hasTrailingSlash else { return }
        _ = unsafe try Syscall.status(name, in: directory)
        throw .fileExists
    }
}
