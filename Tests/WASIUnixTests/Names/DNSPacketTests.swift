import Testing
import WASICore

@testable import WASIUnix

/// A name that is known to be one.
func domainName(_ text: String) -> DomainName {
    guard let name = DomainName(text) else { fatalError("\(text) is no name") }
    return name
}

private let question = DNSQuestion(domainName("www.example.org"), .version4)

/// A packet: its head, the question, and what follows.
private func packet(
    id: UInt16 = 0x1234, flags: UInt16 = 0x8180, questions: UInt16 = 1, answers: UInt16 = 0, _ rest: [UInt8] = [],
    question asked: [UInt8] = Array("\u{3}www\u{7}example\u{3}org\0\0\u{1}\0\u{1}".utf8)
) -> [UInt8] {
    [id, flags, questions, answers, 0, 0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } + asked + rest
}

/// A record of the class of the internet.
private func record(_ name: [UInt8], _ type: UInt8, _ data: [UInt8], size: Int? = nil, class: UInt8 = 1) -> [UInt8] {
    let size = size ?? data.count
    return name + [0, type, 0, `class`, 0, 0, 0, 60, UInt8(size >> 8), UInt8(size & 255)] + data
}

private let toQuestion: [UInt8] = [0xc0, 12]

private func read(_ packet: [UInt8]) -> DNSReply { DNSReply(packet, to: question, id: 0x1234) }

private func addresses(_ texts: String..., of name: String = "www.example.org") -> DNSReply {
    .addresses(texts.compactMap { IPAddress($0) }, of: DNSName(domainName(name)))
}

@Suite("DNS packets")
struct DNSPacketTests {
    @Test("a question is written as RFC 1035 says")
    func asks() {
        #expect(
            question.packet(id: 0xabcd) == [
                0xab, 0xcd, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0,
            ] + Array("\u{3}www\u{7}example\u{3}org\0\0\u{1}\0\u{1}".utf8))
        #expect(DNSQuestion(DomainName("a")!, .version6).packet(id: 1).suffix(7) == [1, 0x61, 0, 0, 28, 0, 1])
    }

    @Test("addresses are read, whatever stands between them")
    func answers() {
        let records =
            record(toQuestion, 1, [8, 8, 8, 8]) + record(toQuestion, 46, [1, 2, 3])
            + record(toQuestion, 1, [1, 1, 1, 1], class: 3)
            + record(toQuestion, 28, [UInt8](repeating: 1, count: 16)) + record(toQuestion, 1, [9, 9, 9, 9])
        #expect(read(packet(answers: 5, records)) == addresses("8.8.8.8", "9.9.9.9"))
        #expect(read(packet()) == addresses())
        let other = DNSQuestion(domainName("www.example.org"), .version6)
        let reply = packet(
            answers: 1, record(toQuestion, 28, [0x26, 6] + [UInt8](repeating: 0, count: 13) + [1]),
            question: Array(other.packet(id: 0).dropFirst(12)))
        #expect(DNSReply(reply, to: other, id: 0x1234) == addresses("2606::1"))
    }

    @Test("aliases are followed, in any order, and only they")
    func aliases() {
        let cdn = Array("\u{3}CDN\u{3}net\0".utf8)
        let records =
            record(cdn, 1, [8, 8, 8, 8]) + record(Array("\u{4}evil\0".utf8), 1, [6, 6, 6, 6])
            + record(toQuestion, 1, [7, 7, 7, 7])
            + record(toQuestion, 5, cdn)
        #expect(read(packet(answers: 4, records)) == addresses("8.8.8.8", of: "cdn.net"))
    }

    @Test("aliases that lead round in a circle end")
    func circle() {
        let records = record(toQuestion, 5, toQuestion) + record(toQuestion, 1, [8, 8, 8, 8])
        #expect(read(packet(answers: 2, records)) == addresses("8.8.8.8"))
        let two = record(toQuestion, 5, [1, 0x61, 0]) + record([1, 0x61, 0], 5, toQuestion)
        guard case .addresses([], _) = read(packet(answers: 2, two)) else {
            Issue.record("not an answer without addresses")
            return
        }
    }

    @Test("a packet that answers another question is foreign")
    func foreign() {
        let good = record(toQuestion, 1, [8, 8, 8, 8])
        #expect(read(packet(id: 0x1235, answers: 1, good)) == .foreign)
        // A question; another operation; no question; two.
        #expect(read(packet(flags: 0x0100, answers: 1, good)) == .foreign)
        #expect(read(packet(flags: 0xa180, answers: 1, good)) == .foreign)
        #expect(read(packet(questions: 0, answers: 1, good)) == .foreign)
        #expect(read(packet(questions: 2, answers: 1, good)) == .foreign)
        for other in ["\u{3}www\u{7}exemple\u{3}org\0\0\u{1}\0\u{1}", "\u{b}www.example\u{3}org\0\0\u{1}\0\u{1}"] {
            #expect(read(packet(answers: 1, good, question: Array(other.utf8))) == .foreign)
        }
        // Another type; another class.
        #expect(read(packet(question: Array("\u{3}www\u{7}example\u{3}org\0\0\u{1c}\0\u{1}".utf8))) == .foreign)
        #expect(read(packet(question: Array("\u{3}www\u{7}example\u{3}org\0\0\u{1}\0\u{3}".utf8))) == .foreign)
        // Case does not count.
        #expect(
            read(packet(answers: 1, good, question: Array("\u{3}WWW\u{7}Example\u{3}ORG\0\0\u{1}\0\u{1}".utf8)))
                == addresses("8.8.8.8"))
    }

    @Test("codes are read")
    func codes() {
        #expect(read(packet(flags: 0x8183)) == .unknownName)
        #expect(read(packet(flags: 0x8182)) == .failed(2))
        #expect(read(packet(flags: 0x8185)) == .failed(5))
        #expect(read(packet(flags: 0x8380)) == .truncated)
        #expect(read(packet(flags: 0x8384, questions: 0, question: [])) == .failed(4))
        #expect(read(packet(flags: 0x8183, questions: 0, question: [])) == .foreign)
    }

    @Test("a damaged packet is foreign")
    func damaged() {
        let whole = packet(answers: 2, record(toQuestion, 5, [1, 0x61, 0]) + record([1, 0x61, 0], 1, [8, 8, 8, 8]))
        for count in 0..<whole.count { #expect(read(Array(whole[..<count])) == .foreign, "\(count) bytes") }
        // Addresses of other sizes, an alias that is longer or shorter than its record, data beyond the end.
        for data in [[8, 8, 8], [8, 8, 8, 8, 8], []] as [[UInt8]] {
            #expect(read(packet(answers: 1, record(toQuestion, 1, data))) == .foreign)
        }
        #expect(read(packet(answers: 1, record(toQuestion, 5, [1, 0x61, 0, 0]))) == .foreign)
        #expect(read(packet(answers: 1, record(toQuestion, 5, [1, 0x61, 0], size: 2))) == .foreign)
        #expect(read(packet(answers: 1, record(toQuestion, 1, [8, 8, 8, 8], size: 65_535))) == .foreign)
    }

    @Test("pointers lead only back, and few of them")
    func pointers() {
        let good = [8, 8, 8, 8] as [UInt8]
        // To itself, forwards, beyond the end, to another one that leads to it.
        for name in [[0xc0, 33], [0xc0, 35], [0xff, 0xff], [1, 0x61, 0xc0, 33], [0x40, 0], [0x80, 0]] as [[UInt8]] {
            #expect(read(packet(answers: 1, record(name, 1, good))) == .foreign, "\(name)")
        }
        // The record begins at 33; its data is a chain in which each pointer leads to the one before.
        func chain(_ count: Int) -> [UInt8] {
            var links: [UInt8] = [1, 0x61, 0]
            let start = 33 + 12
            for index in 0..<count {
                let target = index == 0 ? start : start + 3 + 2 * (index - 1)
                links += [0xc0 | UInt8(target >> 8), UInt8(target & 255)]
            }
            let last = start + 3 + 2 * (count - 1)
            return packet(
                answers: 2, record(toQuestion, 99, links) + record([0xc0 | UInt8(last >> 8), UInt8(last & 255)], 1, good))
        }
        #expect(read(chain(8)) == addresses())
        #expect(read(chain(40)) == .foreign)
    }

    @Test("names longer than names may be are damage")
    func longNames() {
        let label = [63] + [UInt8](repeating: 0x61, count: 63)
        #expect(read(packet(answers: 1, record(label + label + label + [0], 1, [8, 8, 8, 8]))) == addresses())
        #expect(read(packet(answers: 1, record(label + label + label + label + [0], 1, [8, 8, 8, 8]))) == .foreign)
    }

    @Test("of many addresses, 64 are taken")
    func manyAddresses() {
        let records = (0..<200).flatMap { record(toQuestion, 1, [8, 8, 8, UInt8($0)]) }
        guard case .addresses(let found, _) = read(packet(answers: 200, records)) else {
            Issue.record("not an answer")
            return
        }
        #expect(found.count == 64)
    }

    @Test("no packet does harm", arguments: 0..<64)
    func fuzz(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let records =
            record(toQuestion, 5, Array("\u{3}cdn\u{3}net\0".utf8)) + record(toQuestion, 1, [8, 8, 8, 8])
            + record(Array("\u{3}cdn\u{3}net\0".utf8), 1, [9, 9, 9, 9])
        let whole = packet(answers: 3, records)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes[place] = [0, 0x3f, 0x40, 0xc0, 0xff][Int.random(in: 0..<5, using: &numbers)]
                case 2: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
                }
            }
            if case .addresses(let found, let name) = read(bytes) {
                #expect(found.count <= 64)
                #expect(name.bytes.count < 255)
                _ = name.domain
            }
        }
        let noise = (0..<600).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        #expect(read(noise) == .foreign)
        _ = read([0x12, 0x34, 0x81, 0x80] + noise)
        _ = read(packet(answers: 65_535, noise))
    }

    @Test("the largest packet of pointers is read at once")
    func expensive() {
        // Each name of 16 pointers, as many records as fit.
        var links: [UInt8] = [1, 0x61, 0]
        let start = 33 + 12
        for index in 0..<15 {
            let target = index == 0 ? start : start + 3 + 2 * (index - 1)
            links += [0xc0, UInt8(target)]
        }
        let last = UInt8(start + 3 + 2 * 14)
        var records = record(toQuestion, 99, links)
        while records.count < 65_000 { records += record([0xc0, last], 5, [0xc0, last]) }
        #expect(milliseconds { _ = read(packet(answers: 65_535, records)) } < 1000)
    }

    @Test("names are read back as text if they could have been asked for")
    func names() {
        #expect(DNSName(bytes: Array("\u{3}www\u{3}org".utf8)).domain?.text == "www.org")
        #expect(DNSName(bytes: []).domain == nil)
        #expect(DNSName(bytes: Array("\u{7}www.org".utf8)).domain == nil)
        #expect(DNSName(bytes: Array("\u{3}w\0w".utf8)).domain == nil)
        #expect(DNSName(bytes: [1, 0xff]).domain == nil)
        #expect(DNSName(bytes: Array("\u{1}a\u{3}127".utf8)).domain == nil)
    }
}

/// Numbers that are the same on every run.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var number = state
        number = (number ^ number >> 30) &* 0xbf58_476d_1ce4_e5b9
        number = (number ^ number >> 27) &* 0x94d0_49bb_1331_11eb
        return number ^ number >> 31
    }
}
