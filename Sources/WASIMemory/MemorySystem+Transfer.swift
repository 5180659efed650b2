public import WASICore

// Moving bytes.
extension MemorySystem {
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        let file = try data(fd, .read)
        switch file.resource {
        case .node(let handle):
            let count = try read(handle, into: &buffers, at: handle.position)
            handle.position += UInt64(count)
            return count
        case .stream(let stream): return try read(stream, file, into: &buffers)
        case .socket(let socket):
            if buffers.byteCount == 0 { return 0 }
            return try receive(socket, file, into: &buffers, flags: []).byteCount
        }
    }

    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let file = try data(fd, .write)
        try file.checkWritable()
        switch file.resource {
        case .node(let handle):
            let isAppending = file.flags.contains(.append)
            let (count, end) = try write(handle, from: buffers, at: isAppending ? nil : handle.position)
            handle.position = end
            return count
        case .stream(let stream): return try write(stream, file, from: buffers)
        case .socket(let socket): return try send(socket, file, buffers)
        }
    }

    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        let file = try data(fd, [.read, .seek])
        guard offset <= UInt64(Int64.max) else { throw .invalidArgument }
        guard case .node(let handle) = file.resource else { throw .illegalSeek }
        return try read(handle, into: &buffers, at: offset)
    }

    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        let file = try data(fd, [.write, .seek])
        try file.checkWritable()
        guard offset <= UInt64(Int64.max) else { throw .invalidArgument }
        guard case .node(let handle) = file.resource else { throw .illegalSeek }
        return try write(handle, from: buffers, at: file.flags.contains(.append) ? nil : offset).count
    }

    /// Looks up what is to be read or written.
    private func data(_ fd: Descriptor, _ rights: Rights) throws(Errno) -> OpenFile {
        let file = try file(fd)
        guard file.rights.isSuperset(of: rights) else {
            // A directory never has these rights, and programs are prepared for its own error.
            throw file.type == .directory ? .isDirectory : .notCapable
        }
        return file
    }

    private func read(_ handle: NodeHandle, into buffers: inout ScatterBuffers, at offset: UInt64) throws(Errno) -> Int {
        if let lower, let count = try lower.read(handle, into: &buffers, at: offset) { return count }
        let now = clock.realTime
        return try withFiles { (store) throws(Errno) in try store.read(handle.node, into: &buffers, at: offset, now) }
    }

    private func write(
        _ handle: NodeHandle, from buffers: borrowing GatherBuffers, at offset: UInt64?
    ) throws(Errno) -> (count: Int, end: UInt64) {
        let now = clock.realTime
        return try withFiles { (store) throws(Errno) in try store.write(handle.node, buffers, at: offset, now) }
    }
}
