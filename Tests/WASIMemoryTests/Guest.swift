import WASICore

/// Makes calls as a guest does, with text instead of buffers.
struct Guest {
    let system: any SystemInterface
    /// The first granted directory.
    static let root = Descriptor(rawValue: 3)

    init(_ system: any SystemInterface) { self.system = system }

    func path<Result>(
        _ text: String, in directory: Descriptor = root, _ body: (borrowing GuestPath) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        let bytes = Array(text.utf8)
        return try body(GuestPath(bytes.span.bytes, in: directory))
    }

    func open(
        _ text: String, in directory: Descriptor = root, options: OpenOptions = [], rights: Rights = .file,
        flags: DescriptorFlags = []
    ) throws(Errno) -> Descriptor {
        try path(text, in: directory) { (path) throws(Errno) in
            try system.open(
                path, follow: .followSymlinks, options: options, rights: rights,
                inheriting: rights.contains(.open) ? rights.union(.file) : [], flags: flags)
        }
    }

    @discardableResult
    func write(_ fd: Descriptor, _ bytes: [UInt8], at offset: FileSize? = nil) throws(Errno) -> Int {
        var bytes = bytes
        return try unsafeSegment(&bytes) { (segments, count) throws(Errno) in
            let buffers = GatherBuffers(segments: segments, byteCount: count)
            if let offset { return try system.write(fd, from: buffers, at: offset) }
            return try system.write(fd, from: buffers)
        }
    }

    @discardableResult
    func write(_ fd: Descriptor, _ text: String, at offset: FileSize? = nil) throws(Errno) -> Int {
        try write(fd, Array(text.utf8), at: offset)
    }

    func read(_ fd: Descriptor, _ count: Int = 4096, at offset: FileSize? = nil) throws(Errno) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafeSegment(&bytes) { (segments, count) throws(Errno) in
            var buffers = ScatterBuffers(segments: segments, byteCount: count)
            if let offset { return try system.read(fd, into: &buffers, at: offset) }
            return try system.read(fd, into: &buffers)
        }
        return String(decoding: bytes.prefix(read), as: UTF8.self)
    }

    /// All of a file.
    func content(_ text: String) throws(Errno) -> String {
        let fd = try open(text, rights: [.read, .seek])
        defer { try? system.close(fd) }
        return try read(fd, 1 << 20)
    }

    /// Makes a file, or replaces what it has.
    func put(_ text: String, _ content: String) throws(Errno) {
        let fd = try open(text, options: [.create, .truncate])
        defer { try? system.close(fd) }
        try write(fd, content)
    }

    func attributes(_ text: String) throws(Errno) -> FileAttributes {
        try path(text) { (path) throws(Errno) in try system.attributes(at: path, follow: []) }
    }

    /// The names in a directory but for the dots, sorted.
    func list(_ fd: Descriptor = root) throws(Errno) -> [String] {
        var names: [String] = []
        try system.readDirectory(fd, from: .start) { (entry) throws(Errno) in
            names.append(String(repairing: entry.name))
            return true
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    func random(_ count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        try system.randomBytes(into: &raw)
        return bytes
    }

    func time(_ clock: Clock = .monotonic) throws(Errno) -> Timestamp { try system.time(of: clock, precision: .zero) }

    func poll(_ subscriptions: [Subscription]) throws(Errno) -> [Event] {
        let storage = UnsafeMutableBufferPointer<Event>.allocate(capacity: subscriptions.count)
        defer { storage.deallocate() }
        var events = OutputSpan(buffer: storage, initializedCount: 0)
        try system.poll(subscriptions.span, into: &events)
        let count = events.finalize(for: storage)
        return Array(storage.prefix(count))
    }

    /// Lets time pass.
    func sleep(_ nanoseconds: UInt64) throws(Errno) {
        _ = try poll([
            Subscription(
                userData: 0,
                kind: .clock(.monotonic, timeout: .nanoseconds(nanoseconds), precision: .zero, isAbsolute: false))
        ])
    }

    private func unsafeSegment<Result>(
        _ bytes: inout [UInt8], _ body: (UnsafeBufferPointer<BufferSegment>, Int) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        let count = bytes.count
        let outcome = bytes.withUnsafeMutableBytes { memory -> Swift.Result<Result, Errno> in
            let segment = BufferSegment(base: memory.baseAddress, count: count)
            return withUnsafePointer(to: segment) { pointer in
                do throws(Errno) {
                    return .success(try body(UnsafeBufferPointer(start: pointer, count: 1), count))
                } catch {
                    return .failure(error)
                }
            }
        }
        return try outcome.get()
    }
}

extension Guest {
    func unlink(_ text: String) throws(Errno) { try path(text) { (path) throws(Errno) in try system.unlinkFile(at: path) } }

    func removeDirectory(_ text: String) throws(Errno) {
        try path(text) { (path) throws(Errno) in try system.removeDirectory(at: path) }
    }

    func createDirectory(_ text: String) throws(Errno) {
        try path(text) { (path) throws(Errno) in try system.createDirectory(at: path) }
    }

    func rename(_ text: String, to other: String) throws(Errno) {
        try path(text) { (source) throws(Errno) in
            try path(other) { (target) throws(Errno) in try system.rename(source, to: target) }
        }
    }

    func readBytes(_ fd: Descriptor, _ count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafeSegment(&bytes) { (segments, count) throws(Errno) in
            var buffers = ScatterBuffers(segments: segments, byteCount: count)
            return try system.read(fd, into: &buffers)
        }
        return Array(bytes.prefix(read))
    }

    @discardableResult
    func send(_ fd: Descriptor, _ text: String, to address: SocketAddress) throws(Errno) -> Int {
        var bytes = Array(text.utf8)
        return try unsafeSegment(&bytes) { (segments, count) throws(Errno) in
            let buffers = GatherBuffers(segments: segments, byteCount: count)
            return try system.send(fd, from: buffers, flags: [], to: address)
        }
    }

    func receive(_ fd: Descriptor) throws(Errno) -> (text: String, sender: SocketAddress?) {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let message = try unsafeSegment(&bytes) { (segments, count) throws(Errno) in
            var buffers = ScatterBuffers(segments: segments, byteCount: count)
            return try system.receiveMessage(fd, into: &buffers, flags: [])
        }
        return (String(decoding: bytes.prefix(message.byteCount), as: UTF8.self), message.sender)
    }
}
