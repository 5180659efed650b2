public import WASICore

// What concerns a file's content without moving bytes to or from the guest.
extension MemorySystem {
    public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        let file = try file(fd, .advise)
        try checkRange(offset, length, overflow: .invalidArgument)
        guard case .node = file.resource else { throw .illegalSeek }
    }

    public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        let file = try file(fd, .allocate)
        try file.checkWritable()
        guard length > 0 else { throw .invalidArgument }
        try checkRange(offset, length, overflow: .fileTooLarge)
        guard case .node(let handle) = file.resource else { throw .illegalSeek }
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.allocate(handle.node, offset, length, now) }
    }

    /// Fails for a range that a Unix system cannot express.
    private func checkRange(_ offset: FileSize, _ length: FileSize, overflow: Errno) throws(Errno) {
        guard let start = Int64(exactly: offset), let count = Int64(exactly: length) else { throw .invalidArgument }
        if start.addingReportingOverflow(count).overflow { throw overflow }
    }

    /// There is no storage but memory.
    public func syncData(_ fd: Descriptor) throws(Errno) { try checkStorage(try file(fd, .syncData)) }

    /// There is no storage but memory.
    public func sync(_ fd: Descriptor) throws(Errno) { try checkStorage(try file(fd, .sync)) }

    private func checkStorage(_ file: OpenFile) throws(Errno) {
        guard case .node = file.resource else { throw .invalidArgument }
    }

    public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        let file = try file(fd, .setSize)
        try file.checkWritable()
        guard size <= UInt64(Int64.max), case .node(let handle) = file.resource else { throw .invalidArgument }
        let now = clock.realTime
        try withFiles { (store) throws(Errno) in try store.resize(handle.node, to: size, now) }
    }
}
