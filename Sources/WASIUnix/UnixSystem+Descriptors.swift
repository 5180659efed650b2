#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

// Reads and writes are in Descriptors/UnixSystem+Transfer.swift, what concerns the content in UnixSystem+Content.swift.
extension UnixSystem: DescriptorCalls {
    public func close(_ fd: Descriptor) throws(Errno) {
        try dispose(try table.remove(fd))
    }

    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        guard let replaced = try table.move(fd, to: target) else { return }
        // What the host says about the replaced file's end is no answer to this call.
        try? dispose(replaced)
    }

    /// Closes what was open under a number.
    private func dispose(_ file: OpenFile) throws(Errno) {
        if file.listing >= 0 { listings.remove(Int(file.listing)) }
        if file.memory >= 0 { linger(file, socketMemories.remove(file.memory)) }
        #if os(Linux)
            pollQueue.forget(file.host)
        #endif
        if !file.isHostShared { try OwnedDescriptor(taking: file.host).close() }
    }

    public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        let file = try table.file(fd)
        return DescriptorStatus(type: file.type, flags: file.flags, rights: file.rights, inheriting: file.inheriting)
    }

    /// ``WASICore/DescriptorFlags/append`` can be changed where nobody else has the open file description;
    /// ``WASICore/DescriptorFlags/nonBlocking`` everywhere, and nobody else notices.
    public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        let file = try table.file(fd, rights: .setFlags)
        guard DescriptorFlags.all.isSuperset(of: flags) else { throw .invalidArgument }
        let changed = flags.symmetricDifference(file.flags)
        guard changed.isSubset(of: [.append, .nonBlocking]) else { throw .notSupported }
        if changed.contains(.append) {
            guard file.ownsDescription else { throw .notSupported }
            let status = try Syscall.statusFlags(file.host)
            let append = flags.contains(.append) ? status | O_APPEND : status & ~O_APPEND
            try Syscall.setStatusFlags(append, of: file.host)
        }
        try table.update(fd) { $0.flags = flags }
    }

    public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        let file = try table.file(fd)
        guard file.rights.isSuperset(of: rights), file.inheriting.isSuperset(of: inheriting) else { throw .notCapable }
        try table.update(fd) {
            $0.rights = rights
            $0.inheriting = inheriting
        }
    }

    public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        let file = try table.file(fd, rights: .attributes)
        var attributes = FileAttributes(try Syscall.status(file.host))
        // `stat` does not tell the kinds of sockets apart.
        if file.type == .datagramSocket { attributes.type = .datagramSocket }
        return attributes
    }

    public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        let file = try table.file(fd, rights: .setTimes)
        try file.checkWritable()
        try Syscall.setTimes(times, of: file.host)
    }

    public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        if grants.isEmpty { hasMissedGrants = true }
        let file = try table.file(fd)
        guard file.isPreopen else { throw .badFileDescriptor }
        return Preopen(name: Array(grants[Int(file.grant)].guestName.utf8))
    }

    public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        let file = try table.file(fd)
        if !file.rights.contains(.seek) {
            guard offset == 0, whence == .current else { throw .notCapable }
            return try position(of: fd)
        }
        return try Syscall.seek(file.host, offset, whence)
    }

    public func position(of fd: Descriptor) throws(Errno) -> FileSize {
        let file = try table.file(fd)
        // The right to seek implies the right to ask.
        guard !file.rights.isDisjoint(with: [.tell, .seek]) else { throw .notCapable }
        return try Syscall.seek(file.host, 0, .current)
    }
}
