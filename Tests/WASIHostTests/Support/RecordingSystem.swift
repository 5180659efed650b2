import WASICore

/// A system that notes every call as a line of text and answers with fixed values.
///
/// It reads all bytes that it is shown and fills all that it is to fill, so that a wrong range shows. While it does not record,
/// it does not allocate.
final class RecordingSystem: SystemInterface {
    /// One line a call, in the order of the calls.
    private(set) var calls: [String] = []
    var isRecording = true

    /// Thrown by every call that can throw.
    var failure: Errno?
    /// Thrown by calls whose lines begin so, while the system records.
    var failures: [String: Errno]?
    var arguments_: [String] = []
    var environment_: [EnvironmentVariable] = []
    var entries: [(name: String, type: FileType, inode: UInt64)] = [] {
        didSet { entryNames = entries.map { Array($0.name.utf8) } }
    }
    private var entryNames: [[UInt8]] = []
    var events: [Event]?
    var signalAction = SignalAction.ignore
    /// What reads bring: these bytes as often as there is room.
    var pattern: [UInt8] = [0x61, 0x62, 0x63]
    var preopens: [UInt32: String] = [:]
    var received: ReceiveResultFlags = []
    var attributes_ = FileAttributes(type: .regularFile)
    var status_ = DescriptorStatus(type: .regularFile, rights: .file)
    /// What a poll is asked for.
    private(set) var subscriptions: [Subscription] = []
    /// Bytes that were written, most recent call.
    private(set) var written: [UInt8] = []

    func forgetCalls() { calls = [] }

    private func note(_ line: @autoclosure () -> String) {
        if isRecording { calls.append(line()) }
    }

    private func answer() throws(Errno) {
        if let failure { throw failure }
        guard let failures, let line = calls.last else { return }
        for (name, errno) in failures where line.hasPrefix(name) { throw errno }
    }

    private func fill(_ buffers: inout ScatterBuffers) -> Int {
        var position = 0
        for segment in buffers.segments {
            guard let base = segment.base else { continue }
            for offset in 0..<segment.count {
                base.storeBytes(of: pattern[position % pattern.count], toByteOffset: offset, as: UInt8.self)
                position += 1
            }
        }
        return buffers.byteCount
    }

    private func take(_ buffers: borrowing GatherBuffers) -> Int {
        written.removeAll(keepingCapacity: true)
        // Of much, the end is enough; all of it was checked by whoever made the vectors.
        for segment in buffers.segments {
            guard let base = segment.base else { continue }
            for offset in max(0, segment.count - 4096)..<segment.count {
                let byte = base.load(fromByteOffset: offset, as: UInt8.self)
                if isRecording { written.append(byte) } else { checksum &+= byte }
            }
        }
        return buffers.byteCount
    }

    private var checksum: UInt8 = 0

    // MARK: Program

    func arguments() -> [String] { arguments_ }
    func environment() -> [EnvironmentVariable] { environment_ }

    // MARK: Clocks

    func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        note("resolution(\(clock))")
        try answer()
        return .nanoseconds(250)
    }

    func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        note("time(\(clock), precision: \(precision.rawValue))")
        try answer()
        return .nanoseconds(0x1122_3344_5566_7788)
    }

    // MARK: Descriptors

    func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        note("advise(\(fd), \(advice), at: \(offset), length: \(length))")
        try answer()
    }

    func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        note("allocate(\(fd), at: \(offset), length: \(length))")
        try answer()
    }

    func close(_ fd: Descriptor) throws(Errno) {
        note("close(\(fd))")
        try answer()
    }

    func syncData(_ fd: Descriptor) throws(Errno) {
        note("syncData(\(fd))")
        try answer()
    }

    func sync(_ fd: Descriptor) throws(Errno) {
        note("sync(\(fd))")
        try answer()
    }

    func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        note("status(\(fd))")
        try answer()
        return status_
    }

    func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        note("setFlags(\(flags.rawValue), of: \(fd))")
        try answer()
    }

    func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        note("restrictRights(\(fd), to: \(rights.rawValue), inheriting: \(inheriting.rawValue))")
        try answer()
    }

    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        note("attributes(\(fd))")
        try answer()
        return attributes_
    }

    func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        note("resize(\(fd), to: \(size))")
        try answer()
    }

    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        note("setTimes(\(text(times)), of: \(fd))")
        try answer()
    }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        note("read(\(fd), into: \(sizes(buffers.segments)), at: \(offset))")
        try answer()
        return fill(&buffers)
    }

    func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        note("preopen(\(fd))")
        try answer()
        guard let name = preopens[fd.rawValue] else { throw .badFileDescriptor }
        return Preopen(name: Array(name.utf8))
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        note("write(\(fd), from: \(sizes(buffers.segments)), at: \(offset))")
        try answer()
        return take(buffers)
    }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        note("read(\(fd), into: \(sizes(buffers.segments)))")
        try answer()
        return fill(&buffers)
    }

    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        note("renumber(\(fd), to: \(target))")
        try answer()
    }

    func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        note("seek(\(fd), by: \(offset), from: \(whence))")
        try answer()
        return 0x0102_0304_0506_0708
    }

    func position(of fd: Descriptor) throws(Errno) -> FileSize {
        note("position(\(fd))")
        try answer()
        return 0x0807_0605_0403_0201
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        note("write(\(fd), from: \(sizes(buffers.segments)))")
        try answer()
        return take(buffers)
    }

    // MARK: Paths

    func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        note("createDirectory(\(text(path)))")
        try answer()
    }

    func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        note("attributes(\(text(path)), follow: \(follow.rawValue))")
        try answer()
        return attributes_
    }

    func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        note("setTimes(\(text(times)), at: \(text(path)), follow: \(follow.rawValue))")
        try answer()
    }

    func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno) {
        note("link(\(text(source)), follow: \(follow.rawValue), to: \(text(target)))")
        try answer()
    }

    func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        note(
            "open(\(text(path)), follow: \(follow.rawValue), options: \(options.rawValue), rights: \(rights.rawValue), "
                + "inheriting: \(inheriting.rawValue), flags: \(flags.rawValue))")
        try answer()
        return Descriptor(rawValue: 0x01020304)
    }

    func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        note("readLink(\(text(path)), into: \(buffer.byteCount))")
        try answer()
        let count = min(buffer.byteCount, pattern.count)
        for index in 0..<count { buffer.storeBytes(of: pattern[index], toByteOffset: index, as: UInt8.self) }
        return count
    }

    func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        note("removeDirectory(\(text(path)))")
        try answer()
    }

    func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        note("rename(\(text(source)), to: \(text(target)))")
        try answer()
    }

    func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        note("createSymlink(\(String(repairing: target)), at: \(text(path)))")
        try answer()
    }

    func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        note("unlinkFile(\(text(path)))")
        try answer()
    }

    // MARK: Directories

    func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        note("readDirectory(\(fd), from: \(cookie.rawValue))")
        try answer()
        for index in entries.indices where index >= cookie.rawValue {
            let entry = entries[index]
            let name = entryNames[index]
            let next = DirectoryCookie(rawValue: UInt64(index) + 1)
            let goesOn = try visit(
                DirectoryEntry(name: name.span.bytes, type: entry.type, inode: entry.inode, next: next))
            if !goesOn { return }
        }
    }

    // MARK: Poll

    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        if isRecording { self.subscriptions = subscriptions.indices.map { subscriptions[$0] } }
        note("poll(\(subscriptions.count))")
        try answer()
        if let answers = self.events {
            for event in answers.prefix(events.freeCapacity) { events.append(event) }
        } else {
            for index in subscriptions.indices {
                events.append(Event(userData: subscriptions[index].userData, type: .clock))
            }
        }
    }

    // MARK: Process

    func exit(_ code: ExitCode) { note("exit(\(code.rawValue))") }

    func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        note("raise(\(signal))")
        try answer()
        return signalAction
    }

    func yield() throws(Errno) {
        note("yield()")
        try answer()
    }

    // MARK: Random

    func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        note("randomBytes(\(buffer.byteCount))")
        try answer()
        for index in 0..<buffer.byteCount {
            buffer.storeBytes(of: pattern[index % pattern.count], toByteOffset: index, as: UInt8.self)
        }
    }

    // MARK: Sockets

    func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        note("accept(\(fd), flags: \(flags.rawValue))")
        try answer()
        return Descriptor(rawValue: 0x0A0B0C0D)
    }

    func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received {
        note("receive(\(fd), into: \(sizes(buffers.segments)), flags: \(flags.rawValue))")
        try answer()
        return Received(byteCount: fill(&buffers), flags: received)
    }

    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        note("send(\(fd), from: \(sizes(buffers.segments)), flags: \(flags.rawValue))")
        try answer()
        return take(buffers)
    }

    /// What calls that give an address answer.
    var address = SocketAddress.ipv4(IPv4Address(192, 0, 2, 7), port: 0x1234)
    /// What is told of the sender of a message.
    var sender: SocketAddress? = .ipv4(IPv4Address(192, 0, 2, 7), port: 0x1234)
    /// What calls that ask for an option answer.
    var optionValue = SocketOptionValue.number(77)
    /// What look-ups answer.
    var answers: [AddressInfo] = []
    /// What they answer instead, by the query.
    var answersByQuery: ((AddressQuery) -> [AddressInfo])?

    func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        note("openSocket(\(family), \(type), \(`protocol`))")
        try answer()
        return Descriptor(rawValue: 0x0A0B0C0D)
    }

    func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        note("bind(\(fd), to: \(address))")
        try answer()
    }

    func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        note("connect(\(fd), to: \(address))")
        try answer()
    }

    func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        note("listen(\(fd), backlog: \(backlog))")
        try answer()
    }

    func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        note("receiveMessage(\(fd), into: \(sizes(buffers.segments)), flags: \(flags.rawValue))")
        try answer()
        return ReceivedMessage(byteCount: fill(&buffers), flags: received, sender: sender)
    }

    func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        note("send(\(fd), from: \(sizes(buffers.segments)), flags: \(flags.rawValue), to: \(address))")
        try answer()
        return take(buffers)
    }

    func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        note("option(\(option), of: \(fd))")
        try answer()
        return optionValue
    }

    func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        note("setOption(\(option), to: \(text(value)), of: \(fd))")
        try answer()
    }

    func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        note("localAddress(of: \(fd))")
        try answer()
        return address
    }

    func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        note("remoteAddress(of: \(fd))")
        try answer()
        return address
    }

    func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        note("lookUp(\(text(query)), limit: \(limit))")
        try answer()
        // A system may also give more than were asked for.
        return answersByQuery?(query) ?? answers
    }

    func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        note("shutdown(\(fd), \(directions.rawValue))")
        try answer()
    }
}

private func sizes(_ segments: UnsafeBufferPointer<BufferSegment>) -> [Int] { segments.map(\.count) }

private func text(_ path: borrowing GuestPath) -> String { "\(path.directory):\"\(path.text)\"" }

private func text(_ query: AddressQuery) -> String {
    "\"\(query.host)\" \"\(query.service)\" \(query.family) \(query.type) \(query.protocol) \(query.flags.rawValue)"
}

private func text(_ value: SocketOptionValue) -> String {
    switch value {
    case .flag(let isOn): "\(isOn)"
    case .number(let number): "\(number)"
    case .span(let span): span.map { "\($0.rawValue) ns" } ?? "none"
    case .name(let name): "\"\(name)\""
    case .type(let type): "\(type)"
    case .error(let error): error?.name ?? "none"
    }
}

private func text(_ times: FileTimes) -> String { "\(text(times.access)), \(text(times.modification))" }

private func text(_ update: TimeUpdate) -> String {
    switch update {
    case .keep: "keep"
    case .now: "now"
    case .at(let time): "\(time.rawValue)"
    }
}
