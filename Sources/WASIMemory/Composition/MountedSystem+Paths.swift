public import WASICore

extension MountedSystem {
    public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        let (system, fd) = try target(path.directory)
        try system.createDirectory(at: GuestPath(path.bytes, in: fd))
    }
    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        let (system, fd) = try target(path.directory)
        return try system.attributes(at: GuestPath(path.bytes, in: fd), follow: follow)
    }
    public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        let (system, fd) = try target(path.directory)
        try system.setTimes(times, at: GuestPath(path.bytes, in: fd), follow: follow)
    }
    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let entry = try entry(path.directory)
        // Nothing may be created that then has no room.
        try table.checkRoom()
        let opened = try parts[entry.part].open(
            GuestPath(path.bytes, in: entry.descriptor), follow: follow, options: options, rights: rights,
            inheriting: inheriting, flags: flags)
        return try table.insert(Entry(part: entry.part, descriptor: opened))
    }
    public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        let (system, fd) = try target(path.directory)
        return try system.readLink(at: GuestPath(path.bytes, in: fd), into: &buffer)
    }
    public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        let (system, fd) = try target(path.directory)
        try system.removeDirectory(at: GuestPath(path.bytes, in: fd))
    }
    public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        let (system, fd) = try self.target(path.directory)
        try system.createSymlink(to: target, at: GuestPath(path.bytes, in: fd))
    }
    public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        let (system, fd) = try target(path.directory)
        try system.unlinkFile(at: GuestPath(path.bytes, in: fd))
    }

    /// See ``WASICore/PathCalls/link(_:follow:to:)``; within one system only.
    public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        let (system, from, to) = try sharedTarget(source.directory, target.directory)
        try system.link(GuestPath(source.bytes, in: from), follow: follow, to: GuestPath(target.bytes, in: to))
    }

    /// See ``WASICore/PathCalls/rename(_:to:)``; within one system only.
    public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        let (system, from, to) = try sharedTarget(source.directory, target.directory)
        try system.rename(GuestPath(source.bytes, in: from), to: GuestPath(target.bytes, in: to))
    }

    /// The one system behind two numbers.
    private func sharedTarget(
        _ one: Descriptor, _ other: Descriptor
    ) throws(Errno) -> (any SystemInterface, Descriptor, Descriptor) {
        let (one, other) = (try entry(one), try entry(other))
        guard one.part == other.part else { throw .improperLink }
        return (parts[one.part], one.descriptor, other.descriptor)
    }
}
