public import WASICore

extension MountedSystem {
    public func close(_ fd: Descriptor) throws(Errno) {
        let entry = try table.remove(fd)
        try parts[entry.part].close(entry.descriptor)
    }

    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        guard let replaced = try table.move(fd, to: target) else { return }
        // What is said about the replaced file's end is no answer to this call.
        try? parts[replaced.part].close(replaced.descriptor)
    }

    public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.advise(fd, advice, at: offset, length: length)
    }
    public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.allocate(fd, at: offset, length: length)
    }
    public func syncData(_ fd: Descriptor) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.syncData(fd)
    }
    public func sync(_ fd: Descriptor) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.sync(fd)
    }
    public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        let (system, fd) = try target(fd)
        return try system.status(of: fd)
    }
    public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.setFlags(flags, of: fd)
    }
    public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.restrictRights(of: fd, to: rights, inheriting: inheriting)
    }
    public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        let (system, fd) = try target(fd)
        return try system.attributes(of: fd)
    }
    public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.resize(fd, to: size)
    }
    public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.setTimes(times, of: fd)
    }
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.read(fd, into: &buffers, at: offset)
    }
    public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        let (system, fd) = try target(fd)
        return try system.preopen(fd)
    }
    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.write(fd, from: buffers, at: offset)
    }
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.read(fd, into: &buffers)
    }
    public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        let (system, fd) = try target(fd)
        return try system.seek(fd, by: offset, from: whence)
    }
    public func position(of fd: Descriptor) throws(Errno) -> FileSize {
        let (system, fd) = try target(fd)
        return try system.position(of: fd)
    }
    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.write(fd, from: buffers)
    }
    public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.readDirectory(fd, from: cookie, visit)
    }
}
