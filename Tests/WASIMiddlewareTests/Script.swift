import WASICore

/// Answers every call itself, with fixed values or an error.
final class Script: Interceptor {
    /// Thrown by every call that can throw.
    var failure: Errno?
    var bytes: [UInt8] = Array("hello\n".utf8)
    var descriptor = Descriptor(rawValue: 4)

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        if let failure { throw failure }
        let bytes = bytes
        switch call {
        case .argsGet: return .arguments(["tool", "a \"b\""])
        case .environGet: return .environment([EnvironmentVariable(name: "HOME", value: "/\u{1b}[2J")])
        case .clockResGet: return .time(.nanoseconds(1))
        case .clockTimeGet: return .time(.nanoseconds(1_700_000_000_123_456_789))
        case .fdFdstatGet(let fd):
            // The tracer asks what is open before the program starts: nothing behind the directory.
            guard fd.rawValue == 3 else { throw .badFileDescriptor }
            return .status(DescriptorStatus(type: .directory, flags: [.append], rights: [.read, .seek], inheriting: .all))
        case .fdFilestatGet, .pathFilestatGet:
            return .attributes(
                FileAttributes(
                    device: 1, inode: 2, type: .regularFile, linkCount: 1, size: 6, accessTime: .nanoseconds(1),
                    modificationTime: .nanoseconds(2_000_000_000), statusChangeTime: .zero))
        case .fdPrestatGet(let fd):
            guard fd.rawValue == 3 else { throw .badFileDescriptor }
            return .preopen(Preopen(name: Array("/data".utf8)))
        case .fdPread(_, let buffers, offset: _), .fdRead(_, let buffers), .pathReadlink(_, let buffers):
            return .count(buffers.store(bytes.span.bytes))
        case .fdPwrite(_, let buffers, offset: _), .fdWrite(_, let buffers), .sockSend(_, let buffers, _),
            .sockSendTo(_, let buffers, _, _):
            return .count(buffers.byteCount)
        case .fdSeek, .fdTell: return .size(10)
        case .pathOpen, .sockOpen, .sockAccept: return .descriptor(descriptor)
        case .procRaise: return .action(.ignore)
        case .randomGet(let buffers):
            buffers.store(bytes.span.bytes)
            return .none
        case .sockRecv(_, let buffers, _):
            return .received(Received(byteCount: buffers.store(bytes.span.bytes), flags: .dataTruncated))
        case .sockRecvFrom(_, let buffers, _):
            return .message(
                ReceivedMessage(
                    byteCount: buffers.store(bytes.span.bytes), sender: .ipv4(IPv4Address(127, 0, 0, 1), port: 9)))
        case .sockGetsockopt: return .option(.flag(true))
        case .sockGetlocaladdr: return .address(.ipv4(IPv4Address(127, 0, 0, 1), port: 40100))
        case .sockGetpeeraddr: return .address(.ipv4(IPv4Address(127, 0, 0, 1), port: 8080))
        case .sockGetaddrinfo:
            return .addresses([
                AddressInfo(
                    address: .ipv4(IPv4Address(192, 0, 2, 7), port: 80), type: .stream, protocol: .tcp, canonicalName: "x")
            ])
        default: return .none
        }
    }

    func answerPoll(into events: inout OutputSpan<Event>) {
        events.append(Event(userData: 7, type: .clock))
        events.append(Event(userData: 8, type: .read, byteCount: 5, isHangup: true))
        events.append(Event(userData: 9, type: .write, error: .badFileDescriptor))
    }

    func answerListing(_ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool) throws(Errno) {
        let name = Array("a\n".utf8)
        _ = try visit(
            DirectoryEntry(name: name.span.bytes, type: .regularFile, inode: 5, next: DirectoryCookie(rawValue: 1)))
    }
}

/// Lets `body` have a text as a path below descriptor 3.
func withPath<Result>(_ text: String, _ body: (borrowing GuestPath) throws(Errno) -> Result) throws(Errno) -> Result {
    let bytes = Array(text.utf8)
    return try body(GuestPath(bytes.span.bytes, in: Descriptor(rawValue: 3)))
}

/// Lets `body` fill 16 bytes in two segments.
func withRoom<Result>(_ body: (inout ScatterBuffers) throws(Errno) -> Result) throws(Errno) -> Result {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 2)
    segments.initialize(to: BufferSegment(base: memory.baseAddress, count: 2))
    (segments + 1).initialize(to: BufferSegment(base: memory.baseAddress.map { $0 + 2 }, count: 14))
    defer {
        memory.deallocate()
        segments.deallocate()
    }
    var buffers = ScatterBuffers(segments: UnsafeBufferPointer(start: segments, count: 2), byteCount: 16)
    return try body(&buffers)
}

/// Lets `body` take bytes.
func withData<Result>(
    _ bytes: [UInt8], _ body: (borrowing GatherBuffers) throws(Errno) -> Result
) throws(Errno) -> Result {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 8)
    memory.copyBytes(from: bytes)
    let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)
    segments.initialize(to: BufferSegment(base: memory.baseAddress, count: bytes.count))
    defer {
        memory.deallocate()
        segments.deallocate()
    }
    return try body(GatherBuffers(segments: UnsafeBufferPointer(start: segments, count: 1), byteCount: bytes.count))
}

/// Every call once, in the order of the specification's families.
func everyCall(_ system: any SystemInterface) {
    let fd = Descriptor(rawValue: 3)
    let socket = Descriptor(rawValue: 4)
    let address = SocketAddress.ipv4(IPv4Address(127, 0, 0, 1), port: 8080)
    func call(_ body: () throws(Errno) -> Void) { try? body() }
    _ = system.arguments()
    _ = system.environment()
    call { () throws(Errno) in _ = try system.resolution(of: .monotonic) }
    call { () throws(Errno) in _ = try system.time(of: .realtime, precision: .nanoseconds(1000)) }
    call { () throws(Errno) in try system.advise(fd, .sequential, at: 1, length: 2) }
    call { () throws(Errno) in try system.allocate(fd, at: 1, length: 2) }
    call { () throws(Errno) in try system.syncData(fd) }
    call { () throws(Errno) in _ = try system.status(of: fd) }
    call { () throws(Errno) in try system.setFlags([.append, .nonBlocking], of: fd) }
    call { () throws(Errno) in try system.restrictRights(of: fd, to: .all.subtracting(.read), inheriting: []) }
    call { () throws(Errno) in _ = try system.attributes(of: fd) }
    call { () throws(Errno) in try system.resize(fd, to: 9) }
    call { () throws(Errno) in try system.setTimes(FileTimes(access: .now, modification: .at(.nanoseconds(5))), of: fd) }
    call { () throws(Errno) in _ = try withRoom { b throws(Errno) in try system.read(fd, into: &b, at: 4) } }
    call { () throws(Errno) in _ = try system.preopen(fd) }
    call { () throws(Errno) in
        _ = try withData(Array("\u{1b}[31m\"ü\\".utf8)) { b throws(Errno) in try system.write(fd, from: b, at: 4) }
    }
    call { () throws(Errno) in _ = try withRoom { b throws(Errno) in try system.read(.standardInput, into: &b) } }
    call { () throws(Errno) in try system.renumber(Descriptor(rawValue: 9), to: Descriptor(rawValue: 8)) }
    call { () throws(Errno) in _ = try system.seek(fd, by: -3, from: .end) }
    call { () throws(Errno) in try system.sync(fd) }
    call { () throws(Errno) in _ = try system.position(of: fd) }
    call { () throws(Errno) in
        _ = try withData([UInt8](repeating: 0x78, count: 40)) { b throws(Errno) in
            try system.write(.standardOutput, from: b)
        }
    }
    call { () throws(Errno) in try system.readDirectory(fd, from: .start) { _ throws(Errno) in true } }
    call { () throws(Errno) in try withPath("d") { p throws(Errno) in try system.createDirectory(at: p) } }
    call { () throws(Errno) in
        _ = try withPath("a") { p throws(Errno) in try system.attributes(at: p, follow: .followSymlinks) }
    }
    call { () throws(Errno) in
        try withPath("a") { p throws(Errno) in
            try system.setTimes(FileTimes(access: .keep, modification: .now), at: p, follow: [])
        }
    }
    call { () throws(Errno) in
        try withPath("a") { p throws(Errno) in
            try withPath("b") { q throws(Errno) in try system.link(p, follow: [], to: q) }
        }
    }
    call { () throws(Errno) in
        _ = try withPath("a\n>") { p throws(Errno) in
            try system.open(
                p, follow: .followSymlinks, options: [.create, .truncate], rights: [.read, .write], inheriting: [],
                flags: .append)
        }
    }
    call { () throws(Errno) in
        var room = [UInt8](repeating: 0, count: 16)
        var span = room.mutableSpan
        var bytes = span.mutableBytes
        _ = try withPath("l") { p throws(Errno) in try system.readLink(at: p, into: &bytes) }
    }
    call { () throws(Errno) in try withPath("d") { p throws(Errno) in try system.removeDirectory(at: p) } }
    call { () throws(Errno) in
        try withPath("a") { p throws(Errno) in try withPath("b") { q throws(Errno) in try system.rename(p, to: q) } }
    }
    call { () throws(Errno) in
        let target = Array("../x".utf8)
        try withPath("l") { p throws(Errno) in try system.createSymlink(to: target.span.bytes, at: p) }
    }
    call { () throws(Errno) in try withPath("a") { p throws(Errno) in try system.unlinkFile(at: p) } }
    call { () throws(Errno) in try system.close(socket) }
    call { () throws(Errno) in
        let list = [
            Subscription(
                userData: 7,
                kind: .clock(.monotonic, timeout: .nanoseconds(1_500_000_000), precision: .zero, isAbsolute: true)),
            Subscription(userData: 8, kind: .read(.standardInput)), Subscription(userData: 9, kind: .write(socket)),
            Subscription(userData: 1, kind: .invalid(.invalidArgument, as: .clock)),
        ]
        let room = UnsafeMutableBufferPointer<Event>.allocate(capacity: 4)
        defer { room.deallocate() }
        var events = OutputSpan(buffer: room, initializedCount: 0)
        try system.poll(list.span, into: &events)
    }
    call { () throws(Errno) in _ = try system.raise(.abort) }
    call { () throws(Errno) in try system.yield() }
    call { () throws(Errno) in
        var room = [UInt8](repeating: 0, count: 6)
        var span = room.mutableSpan
        var bytes = span.mutableBytes
        try system.randomBytes(into: &bytes)
    }
    call { () throws(Errno) in _ = try system.openSocket(.ipv4, .stream, .tcp) }
    call { () throws(Errno) in try system.bind(socket, to: address) }
    call { () throws(Errno) in try system.listen(socket, backlog: -1) }
    call { () throws(Errno) in _ = try system.accept(socket, flags: .nonBlocking) }
    call { () throws(Errno) in try system.connect(socket, to: address) }
    call { () throws(Errno) in
        _ = try withRoom { b throws(Errno) in try system.receive(socket, into: &b, flags: [.peek, .waitAll]) }
    }
    call { () throws(Errno) in _ = try withData([0, 255]) { b throws(Errno) in try system.send(socket, from: b, flags: []) }
    }
    call { () throws(Errno) in
        _ = try withRoom { b throws(Errno) in try system.receiveMessage(socket, into: &b, flags: []) }
    }
    call { () throws(Errno) in
        _ = try withData([65]) { b throws(Errno) in try system.send(socket, from: b, flags: [], to: address) }
    }
    call { () throws(Errno) in try system.shutdown(socket, .all) }
    call { () throws(Errno) in _ = try system.option(.keepAlive, of: socket) }
    call { () throws(Errno) in try system.setOption(.receiveTimeout, to: .span(.nanoseconds(5)), of: socket) }
    call { () throws(Errno) in _ = try system.localAddress(of: socket) }
    call { () throws(Errno) in _ = try system.remoteAddress(of: socket) }
    call { () throws(Errno) in
        _ = try system.lookUp(AddressQuery(host: "a.test", service: "80", flags: .canonicalName), limit: 5)
    }
    system.exit(ExitCode(rawValue: 3))
}
