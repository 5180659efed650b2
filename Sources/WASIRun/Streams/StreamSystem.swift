import WASICore

/// A system whose standard streams are in the memory of this process.
///
/// It stands directly in front of the real system, so that wrappers see the streams' calls like any other. The real one has
/// `/dev/null` for them, which keeps their numbers. They look like pipes, are followed when they are given other numbers, and are
/// always ready.
final class StreamSystem: ForwardingSystem {
    enum Stream {
        case input(InputBytes)
        case output(OutputSink)
    }

    let base: any SystemInterface
    // Three at most, so a search is quicker than a dictionary.
    private var streams: [(fd: Descriptor, stream: Stream)]

    init(_ base: any SystemInterface, _ streams: [(fd: Descriptor, stream: Stream)]) {
        self.base = base
        self.streams = streams
    }

    private func stream(_ fd: Descriptor) -> Stream? { streams.first { $0.fd == fd }?.stream }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        guard case .input(let input) = stream(fd) else { return try base.read(fd, into: &buffers) }
        // The rights, which the program may have given up, are the system's to know.
        try check(fd, .read)
        return input.read(into: &buffers)
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        guard case .output(let sink) = stream(fd) else { return try base.write(fd, from: buffers) }
        try check(fd, .write)
        return sink.write(buffers)
    }

    private func check(_ fd: Descriptor, _ rights: Rights) throws(Errno) {
        guard try base.status(of: fd).rights.isSuperset(of: rights) else { throw .notCapable }
    }

    // MARK: What a pipe is not

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        if stream(fd) != nil { throw .illegalSeek }
        return try base.read(fd, into: &buffers, at: offset)
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        if stream(fd) != nil { throw .illegalSeek }
        return try base.write(fd, from: buffers, at: offset)
    }

    func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        if stream(fd) != nil { throw .illegalSeek }
        return try base.seek(fd, by: offset, from: whence)
    }

    func position(of fd: Descriptor) throws(Errno) -> FileSize {
        if stream(fd) != nil { throw .illegalSeek }
        return try base.position(of: fd)
    }

    func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        var status = try base.status(of: fd)
        if stream(fd) != nil { status.type = .unknown }
        return status
    }

    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        var attributes = try base.attributes(of: fd)
        if stream(fd) != nil {
            attributes.type = .unknown
            attributes.size = 0
        }
        return attributes
    }

    // MARK: Numbers

    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target else { return }
        streams.removeAll { $0.fd == target }
        if let index = streams.firstIndex(where: { $0.fd == fd }) { streams[index].fd = target }
    }

    func close(_ fd: Descriptor) throws(Errno) {
        try base.close(fd)
        streams.removeAll { $0.fd == fd }
    }

    // MARK: Poll

    /// The real streams are always ready, too; only how much there is to read is not known there.
    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        let first = events.count
        try base.poll(subscriptions, into: &events)
        for subscription in subscriptions.indices {
            guard case .read(let fd) = subscriptions[subscription].kind, case .input(let input) = stream(fd) else {
                continue
            }
            let userData = subscriptions[subscription].userData
            var all = events.mutableSpan
            for index in first..<all.count where all[index].type == .read && all[index].userData == userData {
                if all[index].error == nil { all[index].byteCount = FileSize(clamping: input.remaining) }
            }
        }
    }
}

/// What a program reads from one stream.
final class InputBytes {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    /// Gives what fits; 0 bytes at the end.
    func read(into buffers: inout ScatterBuffers) -> Int {
        let count = min(buffers.byteCount, remaining)
        let stored = buffers.store(bytes, in: position..<position + count)
        position += stored
        return stored
    }
}
