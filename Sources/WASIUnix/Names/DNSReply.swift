import WASICore

/// What a packet says about a question.
enum DNSReply: Hashable, Sendable {
    /// Nothing: it answers another question, or is damaged.
    case foreign
    /// There is more than fits; to be asked for again over TCP.
    case truncated
    /// The name exists, under its proper name. It need not have addresses.
    case addresses([IPAddress], of: DNSName)
    /// There is no such name.
    case unknownName
    /// The server cannot say, with its code of the reason.
    case failed(UInt8)

    /// The most addresses that are taken from one packet.
    private static let addressLimit = 64
    /// The most records that are read.
    private static let recordLimit = 512
    /// The most aliases that are followed.
    private static let aliasLimit = 16

    /// Reads what came back for a question that was asked under a number.
    ///
    /// A packet counts only if number and question are those that were sent: whoever cannot see the question has to guess them.
    init(_ packet: [UInt8], to question: DNSQuestion, id: UInt16) {
        do throws(DNSDamage) {
            self = try Self.read(packet, question, id)
        } catch {
            self = .foreign
        }
    }

    private static func read(_ packet: [UInt8], _ question: DNSQuestion, _ id: UInt16) throws(DNSDamage) -> DNSReply {
        var reader = DNSReader(packet)
        guard try reader.number() == id else { return .foreign }
        let flags = try reader.number()
        // A response to a standard query.
        guard flags & 0xf800 == 0x8000 else { return .foreign }
        let code = UInt8(truncatingIfNeeded: flags & 0xf)
        let questionCount = try reader.number()
        let answerCount = try reader.number()
        _ = try reader.bytes(4)
        // Servers that understand nothing of a packet repeat nothing of it.
        if questionCount == 0, code != 0, code != 3, answerCount == 0 { return .failed(code) }
        guard questionCount == 1 else { return .foreign }
        guard try reader.name() == question.name else { return .foreign }
        guard try reader.number() == question.kind.rawValue, try reader.number() == 1 else { return .foreign }

        if flags & 0x0200 != 0 { return .truncated }
        switch code {
        case 0: break
        case 3: return .unknownName
        default: return .failed(code)
        }
        return try readAnswers(&reader, min(Int(answerCount), recordLimit), question)
    }

    private static func readAnswers(
        _ reader: inout DNSReader, _ count: Int, _ question: DNSQuestion
    ) throws(DNSDamage) -> DNSReply {
        var aliases: [DNSName: DNSName] = [:]
        var found: [(owner: DNSName, address: IPAddress)] = []
        for _ in 0..<count {
            let owner = try reader.name()
            let type = try reader.number()
            let isInternet = try reader.number() == 1
            // How long it may be kept.
            _ = try reader.bytes(4)
            let size = Int(try reader.number())
            let end = reader.offset + size
            if isInternet, type == 5 {
                let target = try reader.name()
                guard reader.offset == end else { throw DNSDamage() }
                if aliases[owner] == nil { aliases[owner] = target }
            } else {
                let data = try reader.bytes(size)
                guard isInternet, type == question.kind.rawValue else { continue }
                guard let address = IPAddress(data, question.kind) else { throw DNSDamage() }
                found.append((owner, address))
            }
        }
        var name = question.name
        for _ in 0..<aliasLimit {
            guard let target = aliases[name] else { break }
            name = target
        }
        // What belongs to other names was not asked for.
        let addresses = found.lazy.filter { $0.owner == name }.prefix(addressLimit).map(\.address)
        return .addresses(Array(addresses), of: name)
    }
}

extension IPAddress {
    /// The address in a record.
    fileprivate init?(_ data: ArraySlice<UInt8>, _ kind: DNSQuestion.Kind) {
        switch kind {
        case .version4:
            guard data.count == 4 else { return nil }
            self = .v4(IPv4Address(rawValue: data.reduce(0) { $0 << 8 | UInt32($1) }))
        case .version6:
            guard data.count == 16 else { return nil }
            self = .v6(
                IPv6Address(
                    high: data.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                    low: data.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }))
        }
    }
}
