public import WASICore

// Moving bytes. Regular files take the short way; what can wait goes through UnixSystem+Streams.swift.
extension UnixSystem {
    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        let file = try data(fd, .read)
        if file.isSocket, buffers.byteCount > 0 {
            return unsafe try receive(file, buffers.segments, peek: false, all: false).byteCount
        }
        if file.waiting == .never { return unsafe try Syscall.read(file.host, buffers.segments) }
        return unsafe try readStream(fd, file, buffers.segments, byteCount: buffers.byteCount)
    }

    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let file = try data(fd, .write)
        try file.checkWritable()
        if file.isSocket { return unsafe try send(file, buffers.segments, byteCount: buffers.byteCount) }
        if file.waiting == .never { return unsafe try Syscall.write(file.host, buffers.segments) }
        return unsafe try writeStream(fd, file, buffers.segments, byteCount: buffers.byteCount)
    }

    public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        let file = try data(fd, [.read, .seek])
        guard let offset = Int64(exactly: offset) else { throw .invalidArgument }
        return unsafe try Syscall.read(file.host, buffers.segments, at: offset)
    }

    public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        let file = try data(fd, [.write, .seek])
        try file.checkWritable()
        guard let offset = Int64(exactly: offset) else { throw .invalidArgument }
        return unsafe try Syscall.write(file.host, buffers.segments, at: offset)
    }

    /// Looks up what is to be read or written.
    @inline(__always)
    private func data(_ fd: Descriptor, _ rights: Rights) throws(Errno) -> OpenFile {
        let file = try table.file(fd)
        guard file.rights.isSuperset(of: rights) else {
            // A directory never has these rights, and programs are prepared for its own error.
            throw file.type == .directory ? .isDirectory : .notCapable
        }
        return file
    }
}
