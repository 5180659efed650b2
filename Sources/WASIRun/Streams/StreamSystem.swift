import WASICore

/// A system whose standard streams are in the memory of this process.
///
/// It stands directly in front of the real system, so that wrappers see the streams' calls like any other. They look like pipes, and are
/// followed when they are given other numbers. Where they are always ready, the real system has `/dev/null` for them, which keeps their
/// numbers. Where they may have to be waited for, it has something that is ready when they are (``ReadinessMark``): all waiting is its own.
final class StreamSystem: ForwardingSystem {
    enum Stream {
        case input(InputBytes)
        case output(OutputSink)
        case feed(InputFeed)
        case queue(OutputQueue)

        /// What it marks is none of the guest's business.
        var isMarked: Bool {
            switch self {
            case .input, .output: false
            case .feed, .queue: true
            }
        }
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
        switch stream(fd) {
        case .input(let input):
            // The rights, which the program may have given up, are the system's to know.
            try check(fd, .read)
            return input.read(into: &buffers)
        case .feed(let feed): return try read(feed, fd, try check(fd, .read), into: &buffers)
        case .queue: throw .badFileDescriptor
        case .output, nil: return try base.read(fd, into: &buffers)
        }
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        switch stream(fd) {
        case .output(let sink):
            try check(fd, .write)
            return sink.write(buffers)
        case .queue(let queue): return try write(queue, fd, try check(fd, .write), from: buffers)
        case .feed: throw .badFileDescriptor
        case .input, nil: return try base.write(fd, from: buffers)
        }
    }

    @discardableResult
    private func check(_ fd: Descriptor, _ rights: Rights) throws(Errno) -> DescriptorStatus {
        let status = try base.status(of: fd)
        guard status.rights.isSuperset(of: rights) else { throw .notCapable }
        return status
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

    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        if stream(fd)?.isMarked == true { throw .notSupported }
        try base.setTimes(times, of: fd)
    }

    // MARK: Numbers

    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target else { return }
        forget(target)
        if let index = streams.firstIndex(where: { $0.fd == fd }) { streams[index].fd = target }
    }

    func close(_ fd: Descriptor) throws(Errno) {
        try base.close(fd)
        forget(fd)
    }

    /// Ends a stream that has no number any more.
    private func forget(_ fd: Descriptor) {
        guard let index = streams.firstIndex(where: { $0.fd == fd }) else { return }
        switch streams.remove(at: index).stream {
        case .input, .output: break
        case .feed(let feed): feed.close()
        case .queue(let queue): queue.removeWriter()
        }
    }

    // MARK: Poll

    /// The real streams are ready when these are; only what there is to know beyond that is not known there.
    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        for index in subscriptions.indices {
            // From now on, it is known whether there is something.
            if case .read(let fd) = subscriptions[index].kind, case .feed(let feed) = stream(fd) { _ = feed.look() }
        }
        let first = events.count
        try base.poll(subscriptions, into: &events)
        var all = events.mutableSpan
        for subscription in subscriptions.indices {
            guard let answer = answer(subscriptions[subscription].kind) else { continue }
            let userData = subscriptions[subscription].userData
            for index in first..<all.count where all[index].type == answer.type && all[index].userData == userData {
                guard all[index].error == nil else { continue }
                all[index].byteCount = answer.byteCount
                all[index].isHangup = answer.isHangup
            }
        }
    }

    /// What an event tells of a stream that is ready; `nil` if that is the system's to say.
    private func answer(_ kind: Subscription.Kind) -> Event? {
        var event = Event(userData: 0, type: .read)
        switch kind {
        case .read(let fd):
            switch stream(fd) {
            case .input(let input): event.byteCount = FileSize(clamping: input.remaining)
            case .feed(let feed):
                let state = feed.look()
                event.byteCount = FileSize(clamping: state.count)
                event.isHangup = state.isEnded
            case .output, .queue, nil: return nil
            }
        case .write(let fd):
            guard case .queue(let queue) = stream(fd) else { return nil }
            event.type = .write
            event.isHangup = queue.isClosed
        case .clock, .invalid: return nil
        }
        return event
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
