#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization

/// A name server on the loopback address, over UDP and TCP, that answers as a test wants it to.
public final class FakeNameServer: Sendable {
    /// Where it is.
    public let port: UInt16
    private let datagrams: Int32
    private let listener: Int32
    private let stopping: StopSignal
    private let asked = Mutex<[FakeQuestion]>([])
    private let thread = Mutex<HostThread?>(nil)

    /// Starts a server.
    ///
    /// - Parameter answer: Gives the packets to send back for a question, none for silence.
    public init(_ answer: @escaping @Sendable (FakeQuestion) -> [[UInt8]]) {
        stopping = StopSignal()
        // The same port for both; the one that is free for UDP may be taken for TCP.
        var sockets: (Int32, Int32, UInt16)?
        for _ in 0..<100 where sockets == nil {
            let datagrams = loopbackSocket(isStream: false, port: 0)
            let port = localPort(datagrams.socket)
            let listener = loopbackSocket(isStream: true, port: port)
            if listener.isBound {
                sockets = (datagrams.socket, listener.socket, port)
            } else {
                close(datagrams.socket)
                close(listener.socket)
            }
        }
        guard let sockets else { fatalError("no port is free for both UDP and TCP") }
        (datagrams, listener, port) = sockets
        guard listen(listener, 16) == 0 else { fatalError("listen: \(String(cString: strerror(errno)))") }
        thread.withLock { thread in thread = HostThread { [self] in serve(answer) } }
    }

    /// What it was asked so far.
    public var questions: [FakeQuestion] { asked.withLock { $0 } }

    /// Waits until it has been asked a number of questions.
    public func awaitQuestions(_ count: Int) {
        while questions.count < count { HostThread.pause(milliseconds: 1) }
    }

    /// Ends the server.
    public func stop() {
        stopping.raise()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    deinit {
        close(datagrams)
        close(listener)
    }

    private func serve(_ answer: (FakeQuestion) -> [[UInt8]]) {
        while true {
            var list = [stopping.reader, datagrams, listener].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&list, nfds_t(list.count), -1) > 0 else { continue }
            if list[0].revents != 0 { return }
            if list[1].revents != 0 { answerDatagram(answer) }
            if list[2].revents != 0 { answerStream(answer) }
        }
    }

    private func answerDatagram(_ answer: (FakeQuestion) -> [[UInt8]]) {
        var packet = [UInt8](repeating: 0, count: 4096)
        var sender = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = withUnsafeMutablePointer(to: &sender) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { recvfrom(datagrams, &packet, packet.count, 0, $0, &size) }
        }
        guard count > 0, let question = FakeQuestion(Array(packet[..<count]), isStream: false) else { return }
        asked.withLock { $0.append(question) }
        for packet in answer(question) {
            withUnsafePointer(to: &sender) {
                _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    sendto(datagrams, packet, packet.count, 0, $0, size)
                }
            }
        }
    }

    private func answerStream(_ answer: (FakeQuestion) -> [[UInt8]]) {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        defer { close(connection) }
        guard let size = read(connection, 2), let packet = read(connection, Int(size[0]) << 8 | Int(size[1])),
            let question = FakeQuestion(packet, isStream: true)
        else { return }
        asked.withLock { $0.append(question) }
        for packet in answer(question) {
            let bytes = [UInt8(packet.count >> 8), UInt8(packet.count & 255)] + packet
            // In pieces, as a network may deliver them.
            for start in stride(from: 0, to: bytes.count, by: 700) {
                let piece = Array(bytes[start..<min(start + 700, bytes.count)])
                _ = send(connection, piece, piece.count, 0)
            }
        }
    }

    private func read(_ connection: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return recv(connection, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }
}

/// A question that a ``FakeNameServer`` was asked.
public struct FakeQuestion: Sendable, Hashable {
    public let id: UInt16
    public let name: String
    public let type: UInt16
    public let isStream: Bool
    public let packet: [UInt8]

    init?(_ packet: [UInt8], isStream: Bool) {
        guard packet.count > 16 else { return nil }
        self.packet = packet
        self.isStream = isStream
        id = UInt16(packet[0]) << 8 | UInt16(packet[1])
        var labels: [String] = []
        var place = 12
        while place < packet.count, packet[place] != 0, place + Int(packet[place]) < packet.count {
            labels.append(String(decoding: packet[place + 1...place + Int(packet[place])], as: UTF8.self))
            place += 1 + Int(packet[place])
        }
        guard place + 4 < packet.count else { return nil }
        name = labels.joined(separator: ".")
        type = UInt16(packet[place + 1]) << 8 | UInt16(packet[place + 2])
    }

    /// A reply with records. The question is repeated.
    public func reply(
        _ records: [FakeRecord] = [], code: UInt8 = 0, isTruncated: Bool = false, id: UInt16? = nil
    ) -> [UInt8] {
        var reply = packet
        let id = id ?? self.id
        reply[0] = UInt8(id >> 8)
        reply[1] = UInt8(id & 255)
        reply[2] = 0x81 | (isTruncated ? 2 : 0)
        reply[3] = 0x80 | code
        reply[6] = UInt8(records.count >> 8)
        reply[7] = UInt8(records.count & 255)
        for record in records {
            reply += record.name.map(encodedName) ?? [0xc0, 12]
            reply += [UInt8(record.type >> 8), UInt8(record.type & 255), 0, 1, 0, 0, 0, 60]
            reply += [UInt8(record.data.count >> 8), UInt8(record.data.count & 255)] + record.data
        }
        return reply
    }
}

/// A record of a reply.
public struct FakeRecord: Sendable {
    /// Whose it is; `nil` for the name that was asked for, as a pointer.
    public var name: String?
    public var type: UInt16
    public var data: [UInt8]

    public init(_ name: String? = nil, type: UInt16, data: [UInt8]) {
        self.name = name
        self.type = type
        self.data = data
    }

    /// An address of version 4.
    public static func a(_ bytes: UInt8..., of name: String? = nil) -> FakeRecord { FakeRecord(name, type: 1, data: bytes) }
    /// An address of version 6 whose first two bytes and last byte are not 0.
    public static func aaaa(_ first: UInt16, _ last: UInt8, of name: String? = nil) -> FakeRecord {
        let data = [UInt8(first >> 8), UInt8(first & 255)] + [UInt8](repeating: 0, count: 13) + [last]
        return FakeRecord(name, type: 28, data: data)
    }
    /// An alias.
    public static func cname(_ target: String, of name: String? = nil) -> FakeRecord {
        FakeRecord(name, type: 5, data: encodedName(target))
    }
}

private func encodedName(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
}

/// A pipe that tells a thread to end.
private final class StopSignal: Sendable {
    let reader: Int32
    private let writer: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { fatalError("pipe: \(String(cString: strerror(errno)))") }
        (reader, writer) = (ends[0], ends[1])
    }

    func raise() { _ = write(writer, [1], 1) }

    deinit {
        close(reader)
        close(writer)
    }
}

private func loopbackSocket(isStream: Bool, port: UInt16) -> (socket: Int32, isBound: Bool) {
    #if canImport(Glibc)
        let type = Int32((isStream ? SOCK_STREAM : SOCK_DGRAM).rawValue)
    #else
        let type = isStream ? SOCK_STREAM : SOCK_DGRAM
    #endif
    let socket = socket(AF_INET, type, 0)
    guard socket >= 0 else { fatalError("socket: \(String(cString: strerror(errno)))") }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    return (socket, result == 0)
}

private func localPort(_ socket: Int32) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    return UInt16(bigEndian: address.sin_port)
}
