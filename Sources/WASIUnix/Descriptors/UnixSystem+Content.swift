public import WASICore

// What concerns a file's content without moving bytes to or from the guest.
extension UnixSystem {
    public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        let file = try table.file(fd, rights: .advise)
        let range = try FileRange(offset: offset, length: length)
        switch file.type {
        case .regularFile, .directory, .blockDevice: try Syscall.advise(file.host, advice, range)
        default: throw .illegalSeek
        }
    }

    public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        let file = try table.file(fd, rights: .allocate)
        try file.checkWritable()
        guard length > 0 else { throw .invalidArgument }
        try Syscall.allocate(file.host, try FileRange(offset: offset, length: length, overflow: .fileTooLarge))
    }

    public func syncData(_ fd: Descriptor) throws(Errno) {
        try Syscall.syncData(try table.file(fd, rights: .syncData).host)
    }

    public func sync(_ fd: Descriptor) throws(Errno) {
        try Syscall.sync(try table.file(fd, rights: .sync).host)
    }

    public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        let file = try table.file(fd, rights: .setSize)
        try file.checkWritable()
        guard let size = Int64(exactly: size) else { throw .invalidArgument }
        try Syscall.resize(file.host, to: size)
    }
}

/// A range of a file whose end the host can express.
struct FileRange {
    let offset: Int64
    let length: Int64

    /// - Throws: ``WASICore/Errno/invalidArgument`` for a number that the host cannot express, `overflow` if only the end is one.
    init(offset: FileSize, length: FileSize, overflow: Errno = .invalidArgument) throws(Errno) {
        guard let offset = Int64(exactly: offset), let length = Int64(exactly: length) else { throw .invalidArgument }
        if offset.addingReportingOverflow(length).overflow { throw overflow }
        self.offset = offset
        self.length = length
    }
}
