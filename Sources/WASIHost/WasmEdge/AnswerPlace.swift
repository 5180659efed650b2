import WASICore

/// Where an answer to a look-up goes: a record of the list that the guest has made, and all that it points to.
///
/// Everything is checked when the place is made, so that storing cannot fail. Valid during one host call.
struct AnswerPlace {
    private let record: GuestRecord
    private let address: GuestRecord
    private let data: GuestRecord
    private let isWasmEdge: Bool
    /// `nil` if there is no name, or the guest has no room for one.
    private let name: GuestRecord?

    /// Where the next answer goes; 0 for none.
    var next: UInt32 { record.load(AddressInfoLayout.next) }

    /// - Throws: ``WASICore/Errno/badAddress`` for a pointer that is NULL, and for too little room for the answer's address.
    init(_ place: UInt32, for answer: AddressInfo, in memory: inout GuestMemory) throws(Errno) {
        record = try memory.record(place, byteCount: AddressInfoLayout.size)
        let addressPlace: UInt32 = record.load(AddressInfoLayout.address)
        guard addressPlace != 0 else { throw .badAddress }
        address = try memory.record(addressPlace, byteCount: SocketAddressLayout.size)
        let dataPlace: UInt32 = address.load(SocketAddressLayout.data)
        guard dataPlace != 0 else { throw .badAddress }
        let room = Int(address.load(SocketAddressLayout.dataByteCount, as: UInt32.self))
        // WasmEdge never looks at the size, and there is a C library that leaves it 0.
        isWasmEdge = room == SocketAddressData.wasmEdgeByteCount || room == 0
        let wanted: Int
        switch answer.address.family {
        case .ipv6 where isWasmEdge: wanted = SocketAddressData.wasmEdgeIPv6ByteCount
        case .ipv6: wanted = SocketAddressData.address + 16
        case _ where isWasmEdge: wanted = SocketAddressData.wasmEdgeByteCount
        default: wanted = SocketAddressData.address + 4
        }
        guard isWasmEdge || room >= wanted else { throw .badAddress }
        data = try memory.record(dataPlace, byteCount: wanted)
        // A program may point to room of which it does not say how much it is; there is no telling, so it gets no name.
        let namePlace: UInt32 = record.load(AddressInfoLayout.name)
        let nameRoom = min(Int(record.load(AddressInfoLayout.nameByteCount, as: UInt32.self)), HostLimits.nameBytes + 1)
        let hasName = answer.canonicalName != nil && namePlace != 0 && nameRoom > 0
        name = hasName ? try memory.record(namePlace, byteCount: nameRoom) : nil
    }

    /// Stores an answer; the list itself stays as it is.
    func store(_ answer: AddressInfo, flags: AddressQueryFlags) {
        let family = answer.address.family
        record.store(flags.rawValue, at: AddressInfoLayout.flags)
        record.store(family.rawValue, at: AddressInfoLayout.family)
        record.store(answer.type.rawValue, at: AddressInfoLayout.type)
        record.store(UInt32(answer.protocol.rawValue), at: AddressInfoLayout.protocol)
        record.store(family == .ipv6 ? 28 : 16 as UInt32, at: AddressInfoLayout.addressByteCount)
        record.store(store(answer.canonicalName ?? ""), at: AddressInfoLayout.nameByteCount)
        address.store(UInt32(family.rawValue), at: SocketAddressLayout.family)
        // In wasi-go's way the size is the program's: stored, it would change the way if the list is used again.
        if isWasmEdge { address.store(UInt32(data.byteCount), at: SocketAddressLayout.dataByteCount) }

        data.clear()
        data.store((answer.address.port ?? 0).byteSwapped, at: SocketAddressData.port)
        switch answer.address {
        case .ipv4(let bytes, _): data.store(bytes, at: SocketAddressData.address)
        case .ipv6(let bytes, _) where isWasmEdge:
            data.store(bytes, at: SocketAddressData.wasmEdgeIPv6)
            data.store(bytes.scope, at: SocketAddressData.wasmEdgeScope)
        case .ipv6(let bytes, _): data.store(bytes, at: SocketAddressData.address)
        case .unix: break
        }
    }

    /// Stores a name with its NUL, if it has room; half a name would be another's.
    ///
    /// - Returns: The number of bytes without the NUL.
    private func store(_ text: String) -> UInt32 {
        guard let name, text.utf8.count < name.byteCount else { return 0 }
        var end = 0
        for byte in text.utf8 {
            name.store(byte, at: end)
            end += 1
        }
        name.store(0 as UInt8, at: end)
        return UInt32(clamping: end)
    }
}
