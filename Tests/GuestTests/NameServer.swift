import Synchronization
import TestSupport

/// A name server on this machine that knows a few addresses of version 4.
final class NameServer {
    /// Where it is asked.
    let port: UInt16
    private let socket: Sending
    private let thread: HostThread
    private let asked = Asked()

    init(_ addresses: [String: [[UInt8]]]) throws {
        let socket = Sending(try Peer.datagrams())
        port = socket.value.port
        self.socket = socket
        thread = HostThread { [asked] in
            while true {
                var isAsked = false
                try? socket.value.answer { query in
                    isAsked = query.count >= 12
                    return isAsked ? NameServer.answer(query, addresses, asked) : []
                }
                // Anything else is the wish that it stop.
                if !isAsked { return }
            }
        }
    }

    deinit {
        try? Peer.connected(to: .ipv4(port), datagrams: true).sendNothing()
        thread.join()
    }

    /// The names that it was asked for.
    var names: Set<String> { asked.names.withLock { $0 } }

    private final class Asked: Sendable {
        let names = Mutex<Set<String>>([])
    }

    private static func answer(_ query: [UInt8], _ addresses: [String: [[UInt8]]], _ asked: Asked) -> [UInt8] {
        var labels: [String] = []
        var place = 12
        while place < query.count, query[place] > 0 {
            let end = min(place + 1 + Int(query[place]), query.count)
            labels.append(String(decoding: query[(place + 1)..<end], as: UTF8.self).lowercased())
            place = end
        }
        let question = query[12..<min(place + 5, query.count)]
        let isVersion4 = question.suffix(4).first == 0 && question.suffix(3).first == 1
        let name = labels.joined(separator: ".")
        asked.names.withLock { _ = $0.insert(name) }
        let known = addresses[name]
        let given = isVersion4 ? known ?? [] : []
        var answer = query[..<2] + [0x81, known == nil ? 0x83 : 0x80, 0, 1, 0, UInt8(given.count), 0, 0, 0, 0] + question
        for address in given { answer += [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address }
        return Array(answer)
    }
}
