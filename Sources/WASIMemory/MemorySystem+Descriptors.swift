public import WASICore

// Reads and writes are in MemorySystem+Transfer.swift, what concerns the content in MemorySystem+Content.swift.
extension MemorySystem {
    public func close(_ fd: Descriptor) throws(Errno) { dispose(try table.remove(fd)) }

    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        if let replaced = try table.move(fd, to: target) { dispose(replaced) }
    }

    /// Closes what was open under a number.
    private func dispose(_ file: OpenFile) {
        if file.isListing { listingCount -= 1 }
        switch file.resource {
        case .node: break
        case .socket(let socket): socket.close()
        // The last descriptor of a pipe's end ends that; there is one only.
        case .stream: break
        }
    }

    public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        let file = try file(fd)
        return DescriptorStatus(type: file.type, flags: file.flags, rights: file.rights, inheriting: file.inheriting)
    }

    /// ``WASICore/DescriptorFlags/append`` can be changed of files; ``WASICore/DescriptorFlags/nonBlocking`` everywhere.
    public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        let file = try file(fd, .setFlags)
        guard DescriptorFlags.all.isSuperset(of: flags) else { throw .invalidArgument }
        let changed = flags.symmetricDifference(file.flags)
        guard changed.isSubset(of: [.append, .nonBlocking]) else { throw .notSupported }
        if changed.contains(.append) {
            guard case .node = file.resource else { throw .notSupported }
        }
        table[fd]?.flags = flags
    }

    public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        let file = try file(fd)
        guard file.rights.isSuperset(of: rights), file.inheriting.isSuperset(of: inheriting) else { throw .notCapable }
        table[fd]?.rights = rights
        table[fd]?.inheriting = inheriting
    }

    public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        let file = try file(fd, .attributes)
        guard case .node(let handle) = file.resource else { return FileAttributes(type: file.type) }
        return try withFiles { (store) throws(Errno) in try store.attributes(handle.node) }
    }

    public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        let file = try file(fd, .setTimes)
        try file.checkWritable()
        guard case .node(let handle) = file.resource else { return }
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.setTimes(handle.node, times, now) }
    }

    public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        let file = try file(fd)
        guard file.isPreopen else { throw .badFileDescriptor }
        return Preopen(name: Array(configuration.grants[file.grant].guest.utf8))
    }

    public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        let file = try file(fd)
        if !file.rights.contains(.seek) {
            guard offset == 0, whence == .current else { throw .notCapable }
            return try position(of: fd)
        }
        guard case .node(let handle) = file.resource else { throw .illegalSeek }
        let start: UInt64 =
            switch whence {
            case .start: 0
            case .current: handle.position
            case .end: try withFiles { (store) throws(Errno) in try store.attributes(handle.node).size }
            }
        let (target, overflow) = Int64(clamping: start).addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { throw .invalidArgument }
        handle.position = UInt64(target)
        return handle.position
    }

    public func position(of fd: Descriptor) throws(Errno) -> FileSize {
        let file = try file(fd)
        // The right to seek implies the right to ask.
        guard !file.rights.isDisjoint(with: [.tell, .seek]) else { throw .notCapable }
        guard case .node(let handle) = file.resource else { throw .illegalSeek }
        return handle.position
    }
}
