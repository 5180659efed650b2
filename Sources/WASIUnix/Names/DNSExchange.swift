#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// Questions to one name server, asked at the same time.
struct DNSExchange {
    private let server: SocketAddress
    private let waiter: any Waiter

    /// The most packets that are read before it is looked whether the time is over.
    private static let burst = 32
    /// The longest datagram that is read; servers may send no more than 512 bytes to who has not asked for more.
    private static let datagramSize = 4096

    init(_ server: SocketAddress, _ waiter: any Waiter) {
        self.server = server
        self.waiter = waiter
    }

    /// Asks, and waits for the replies.
    ///
    /// - Returns: What was replied; no reply is ``DNSReply/foreign``.
    /// - Throws: ``WASICore/Errno/canceled``.
    func ask(_ questions: [DNSQuestion], until end: Timestamp) throws(Errno) -> [(DNSQuestion, DNSReply)] {
        var replies: [(DNSQuestion, DNSReply)] = []
        var pending: [PendingQuestion] = []
        for question in questions {
            do throws(Errno) {
                pending.append(try PendingQuestion(question, server))
            } catch {
                replies.append((question, .foreign))
            }
        }
        while !pending.isEmpty, Syscall.monotonicTime() < end {
            guard try waiter.wait(forAny: pending.map { $0.socket.rawValue }, POLLIN, until: .at(end)) else { break }
            var left: [PendingQuestion] = []
            for one in pending {
                switch receive(one) {
                case nil: left.append(one)
                case .truncated?: replies.append((one.question, try askAgain(one.question, until: end)))
                case let reply?: replies.append((one.question, reply))
                }
            }
            pending = left
        }
        return replies + pending.map { ($0.question, .foreign) }
    }

    /// What has come for a question; `nil` as long as nothing has.
    private func receive(_ pending: PendingQuestion) -> DNSReply? {
        for _ in 0..<Self.burst {
            do throws(Errno) {
                let packet = try Syscall.receive(pending.socket.rawValue, atMost: Self.datagramSize)
                let reply = DNSReply(packet, to: pending.question, id: pending.id)
                // Anybody can send something. The right reply may yet come.
                if reply != .foreign { return reply }
            } catch .resourceTemporarilyUnavailable {
                return nil
            } catch {
                // Nobody is there.
                return .foreign
            }
        }
        return nil
    }

    /// Asks over TCP what did not fit into a datagram.
    private func askAgain(_ question: DNSQuestion, until end: Timestamp) throws(Errno) -> DNSReply {
        do throws(Errno) {
            let stream = try DNSStream(server, waiter, until: .at(end))
            let id = PendingQuestion.randomNumber()
            try stream.send(question.packet(id: id))
            let reply = DNSReply(try stream.receive(), to: question, id: id)
            return reply == .truncated ? .foreign : reply
        } catch .canceled {
            throw .canceled
        } catch {
            return .foreign
        }
    }
}

/// A question that was sent in a datagram.
final class PendingQuestion {
    let question: DNSQuestion
    let id: UInt16
    let socket: OwnedDescriptor

    /// Sends a question from a port of its own. The host chooses ports at random and, since the socket is connected, takes
    /// packets only from where the question went.
    init(_ question: DNSQuestion, _ server: SocketAddress) throws(Errno) {
        self.question = question
        id = Self.randomNumber()
        guard let address = HostAddress(internet: server) else { throw .addressFamilyNotSupported }
        socket = try Syscall.socket(address.hostFamily, cwasi_sock_dgram)
        try Syscall.connect(socket.rawValue, to: address)
        try Syscall.send(socket.rawValue, question.packet(id: id)[...])
    }

    /// From the host's generator, which nobody can foretell.
    static func randomNumber() -> UInt16 { .random(in: 0...UInt16.max) }
}
