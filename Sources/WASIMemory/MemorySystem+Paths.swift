public import WASICore

extension MemorySystem {
    public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        let (base, checked) = try start(of: path, .createDirectory, changes: true)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.createDirectory(checked, from: base.node, now) }
    }

    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        let (base, checked) = try start(of: path, .pathAttributes, changes: false)
        return try withFiles { (store) throws(Errno) in
            try store.attributes(
                try store.find(checked, from: base.node, follows: follow.contains(.followSymlinks)))
        }
    }

    public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        let (base, checked) = try start(of: path, .setPathTimes, changes: true)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in
            let node = try store.find(checked, from: base.node, follows: follow.contains(.followSymlinks))
            try store.setTimes(node, times, now)
        }
    }

    /// See ``WASICore/PathCalls/link(_:follow:to:)``. A source that is a symbolic link and is to be followed is refused with
    /// ``WASICore/Errno/invalidArgument``, as other hosts do.
    public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        // A second name in a writable directory would make a read-only file writable.
        let from = try directory(of: source, .linkSource, changes: true)
        let to = try directory(of: target, .linkTarget, changes: true)
        let old = try CheckedPath(source.bytes)
        let new = try CheckedPath(target.bytes)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in
            try store.link(
                old, from: from.node, follows: follow.contains(.followSymlinks), to: new, below: to.node, now)
        }
    }

    public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        let (base, checked) = try start(of: path, .readLink, changes: false)
        let target = try withFiles { (store) throws(Errno) in try store.readLink(checked, from: base.node) }
        return target.copy(to: &buffer)
    }

    public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        let (base, checked) = try start(of: path, .removeDirectory, changes: true)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.removeDirectory(checked, from: base.node, now) }
    }

    public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        let from = try directory(of: source, .renameSource, changes: true)
        let to = try directory(of: target, .renameTarget, changes: true)
        let old = try CheckedPath(source.bytes)
        let new = try CheckedPath(target.bytes)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in
            try store.rename(old, from: from.node, to: new, below: to.node, now)
        }
    }

    public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        let base = try directory(of: path, .symlink, changes: true)
        // A target is checked as a path is, and kept as it is.
        _ = try CheckedPath(target)
        let checked = try CheckedPath(path.bytes)
        let text = [UInt8](copying: target)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.createSymlink(to: text, checked, from: base.node, now) }
    }

    public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        let (base, checked) = try start(of: path, .unlinkFile, changes: true)
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.unlink(checked, from: base.node, now) }
    }

    // MARK: - What all have in common

    /// The directory that a path starts from, if it has a right.
    ///
    /// - Parameter changes: Whether the call changes something, which a read-only grant refuses.
    private func directory(of path: borrowing GuestPath, _ right: Rights, changes: Bool) throws(Errno) -> NodeHandle {
        let file = try file(path.directory)
        guard file.type == .directory, case .node(let handle) = file.resource else { throw .notDirectory }
        if changes { try file.checkWritable() }
        guard file.rights.isSuperset(of: right) else { throw .notCapable }
        return handle
    }

    /// The same, and the path taken apart.
    private func start(
        of path: borrowing GuestPath, _ right: Rights, changes: Bool
    ) throws(Errno) -> (NodeHandle, CheckedPath) {
        let base = try directory(of: path, right, changes: changes)
        return (base, try CheckedPath(path.bytes))
    }
}
