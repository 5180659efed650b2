import WASICore

/// Where the fields lie by which WasmEdge's calls name the place of an address, in bytes.
enum AddressReferenceLayout {
    static let size = 8
    /// u32.
    static let buffer = 0
    /// u32: the number of bytes at the place, which says what form the address has.
    static let byteCount = 4
}

/// Where the fields of an address lie that tells its family, in bytes. WasmEdge's second version has it.
enum AddressLayout {
    static let size = 128
    /// u16.
    static let family = 0
    /// The 4 or 16 bytes of an address in network order, or a name that ends with a NUL.
    static let data = 2
}

extension GuestRecord {
    /// Reads the four bytes of an address.
    func ipv4(at offset: Int) -> IPv4Address { IPv4Address(rawValue: load(offset, as: UInt32.self).byteSwapped) }

    /// Reads the sixteen bytes of an address.
    func ipv6(at offset: Int) -> IPv6Address {
        IPv6Address(
            high: load(offset, as: UInt64.self).byteSwapped, low: load(offset &+ 8, as: UInt64.self).byteSwapped)
    }

    /// Writes the four bytes of an address.
    func store(_ address: IPv4Address, at offset: Int) { store(address.rawValue.byteSwapped, at: offset) }

    /// Writes the sixteen bytes of an address.
    func store(_ address: IPv6Address, at offset: Int) {
        store(address.high.byteSwapped, at: offset)
        store(address.low.byteSwapped, at: offset &+ 8)
    }
}
