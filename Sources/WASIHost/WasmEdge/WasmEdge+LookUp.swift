import WASICore

/// Names of hosts and services.
extension WasmEdge {
    /// `sock_getaddrinfo(node: *u8, node_len: size, service: *u8, service_len: size, hints: *addrinfo, answers: **addrinfo,
    /// capacity: u32, count: *u32)`
    ///
    /// The guest makes the list that the answers are stored into; it stays as it is, and `count` says how many were stored.
    static let sockGetaddrinfo = HostFunction(
        "sock_getaddrinfo", [.i32, .i32, .i32, .i32, .i32, .i32, .i32, .i32], mayWait: true
    ) {
        (arguments, context) throws(Errno) in
        let count = arguments.address(7)
        try context.memory.check(count, byteCount: 4)
        let first: UInt32 = try context.memory.load(arguments.address(5))
        let query = try context.addressQuery(arguments)
        guard arguments.u32(6) > 0 else { throw .invalidArgument }
        let limit = Int(min(arguments.u32(6), UInt32(HostLimits.answers)))

        var answers = try context.system.lookUp(query, limit: limit)
        answers.removeAll { $0.address.family == .unix }
        let places = try context.answerPlaces(from: first, for: answers.prefix(limit))
        for (place, answer) in zip(places, answers) { place.store(answer, flags: query.flags) }
        try context.memory.store(UInt32(clamping: places.count), at: count)
    }
}

extension HostContext {
    /// The query of a look-up, in its first five arguments.
    fileprivate func addressQuery(_ arguments: borrowing HostArguments) throws(Errno) -> AddressQuery {
        var query = AddressQuery(
            host: try lookUpName(arguments.address(0), arguments.u32(1), or: .unknownName),
            service: try lookUpName(arguments.address(2), arguments.u32(3), or: .unknownService))
        // Without hints, as C has it, everything will do.
        if arguments.address(4) != 0 { try readHints(arguments.address(4), into: &query) }
        // No name means this machine in version 4, unless version 6 was asked for: wasi-go has it so, and dispatchrun/net, whose
        // programs listen at the first answer, expects no second one.
        if query.host.isEmpty, query.family == .unspecified { query.family = .ipv4 }
        return query
    }

    private func readHints(_ address: UInt32, into query: inout AddressQuery) throws(Errno) {
        let hints = try memory.record(address, byteCount: AddressInfoLayout.size)
        // A mask, which the Rust library takes for an index: what it calls AiCanonname arrives as `passive`. Its default is 0.
        query.flags = AddressQueryFlags(rawValue: hints.load(AddressInfoLayout.flags))
        guard query.flags.rawValue < 1 << 7 else { throw .badLookUpFlags }
        guard let family = AddressFamily(rawValue: hints.load(AddressInfoLayout.family)), family != .unix else {
            throw .familyNotLookedUp
        }
        guard let type = SocketType(rawValue: hints.load(AddressInfoLayout.type)),
            let `protocol` = SocketProtocol(rawValue: hints.load(AddressInfoLayout.protocol))
        else { throw .typeNotLookedUp }
        (query.family, query.type, query.protocol) = (family, type, `protocol`)
    }

    /// A name, without the NUL that some programs count as its last byte.
    ///
    /// - Throws: `unknown` for one that is longer than any, ``WASICore/Errno/invalidArgument`` for one with a NUL within, which
    ///   a resolver might take for another name.
    private func lookUpName(_ address: UInt32, _ count: UInt32, or unknown: Errno) throws(Errno) -> String {
        let record = try memory.record(address, byteCount: Int(count))
        guard record.byteCount <= HostLimits.nameBytes else { throw unknown }
        var end = record.byteCount
        if end > 0, record.load(end - 1, as: UInt8.self) == 0 { end -= 1 }
        for index in 0..<end where record.load(index, as: UInt8.self) == 0 { throw .invalidArgument }
        return String(repairing: try text(address, UInt32(end)))
    }

    /// The places for answers, as many as there are in the guest's list; all of them are checked before anything is stored.
    ///
    /// A list that leads back into itself ends there: a second answer in one place would replace the first.
    fileprivate func answerPlaces(
        from first: UInt32, for answers: ArraySlice<AddressInfo>
    ) throws(Errno) -> [AnswerPlace] {
        guard first != 0 || answers.isEmpty else { throw .badAddress }
        var places: [AnswerPlace] = []
        var seen: Set<UInt32> = []
        var next = first
        for answer in answers {
            guard next != 0, seen.insert(next).inserted else { break }
            let place = try AnswerPlace(next, for: answer, in: &memory)
            next = place.next
            places.append(place)
        }
        return places
    }
}
