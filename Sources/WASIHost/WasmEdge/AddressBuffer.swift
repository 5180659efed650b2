import WASICore

/// Where an address lies in a guest's memory, or is to be stored. Valid during one host call.
struct AddressBuffer {
    /// The forms that an address has, by the number of its bytes.
    private enum Form: UInt32 {
        /// An address of version 4 alone.
        case ipv4 = 4
        /// An address of version 6. What is stored may also be one of version 4, in the first four bytes.
        case ipv6 = 16
        /// An address of any family, with the family in front: ``AddressLayout``.
        case any = 128
    }

    private let place: UInt32
    private let record: GuestRecord
    private let form: Form

    /// - Throws: ``WASICore/Errno/invalidArgument`` for a length that no form has.
    init(_ reference: UInt32, in memory: inout GuestMemory) throws(Errno) {
        let reference = try memory.record(reference, byteCount: AddressReferenceLayout.size)
        guard let form = Form(rawValue: reference.load(AddressReferenceLayout.byteCount)) else { throw .invalidArgument }
        place = reference.load(AddressReferenceLayout.buffer)
        record = try memory.record(place, byteCount: Int(form.rawValue))
        self.form = form
    }

    /// Fills the place with zeros, which are no address.
    func clear() { record.clear() }
}

extension AddressBuffer {
    /// Stores an address.
    ///
    /// - Returns: `false` if it has another form than the guest's place is for; then nothing is stored.
    func store(_ address: SocketAddress) -> Bool {
        switch (form, address) {
        case (.ipv4, .ipv4(let bytes, _)), (.ipv6, .ipv4(let bytes, _)): record.store(bytes, at: 0)
        case (.ipv6, .ipv6(let bytes, _)): record.store(bytes, at: 0)
        case (.any, .ipv4(let bytes, _)):
            record.store(UInt16(AddressFamily.ipv4.rawValue), at: AddressLayout.family)
            record.store(bytes, at: AddressLayout.data)
        case (.any, .ipv6(let bytes, _)):
            record.store(UInt16(AddressFamily.ipv6.rawValue), at: AddressLayout.family)
            record.store(bytes, at: AddressLayout.data)
        case (.any, .unix(let name)): return store(name)
        case (.ipv4, .ipv6), (.ipv4, .unix), (.ipv6, .unix): return false
        }
        return true
    }

    private func store(_ name: UnixSocketName) -> Bool {
        // No name is `@` alone, as Go has it everywhere.
        let text = name == .unnamed ? "@" : name.description
        let bytes = text.utf8
        guard bytes.count <= UnixSocketName.maximumByteCount, !bytes.contains(0) else { return false }
        record.store(UInt16(AddressFamily.unix.rawValue), at: AddressLayout.family)
        var end = AddressLayout.data
        for byte in bytes {
            record.store(byte, at: end)
            end += 1
        }
        record.store(0 as UInt8, at: end)
        return true
    }

    /// Reads an address.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for an unknown family, a port beyond 65535, and a name without its NUL;
    ///   ``WASICore/Errno/illegalByteSequence`` for a name that is not UTF-8.
    func load(port: UInt32, in context: HostContext) throws(Errno) -> SocketAddress {
        guard let port = UInt16(exactly: port) else { throw .invalidArgument }
        switch form {
        case .ipv4: return .ipv4(record.ipv4(at: 0), port: port)
        case .ipv6: return .ipv6(record.ipv6(at: 0), port: port)
        case .any: break
        }
        let family = UInt8(exactly: record.load(AddressLayout.family, as: UInt16.self))
        switch family.flatMap(AddressFamily.init(rawValue:)) {
        case .ipv4: return .ipv4(record.ipv4(at: AddressLayout.data), port: port)
        case .ipv6: return .ipv6(record.ipv6(at: AddressLayout.data), port: port)
        case .unix: return .unix(try loadName(in: context))
        case .unspecified, nil: throw .invalidArgument
        }
    }

    private func loadName(in context: HostContext) throws(Errno) -> UnixSocketName {
        var end = AddressLayout.data
        while record.load(end, as: UInt8.self) != 0 {
            end += 1
            guard end < AddressLayout.size else { throw .invalidArgument }
        }
        // Inside: the whole address was checked.
        let start = place &+ UInt32(AddressLayout.data)
        return UnixSocketName(String(repairing: try context.text(start, UInt32(end - AddressLayout.data))))
    }
}

extension HostContext {
    /// The place of an address.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for a length that no form of an address has.
    func addressBuffer(_ reference: UInt32) throws(Errno) -> AddressBuffer {
        try AddressBuffer(reference, in: &memory)
    }

    /// An address that the guest hands over, and its port, which a name does not need.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument``, ``WASICore/Errno/illegalByteSequence``.
    func socketAddress(_ reference: UInt32, port: UInt32) throws(Errno) -> SocketAddress {
        try addressBuffer(reference).load(port: port, in: self)
    }
}
