/// Where the fields of a look-up's hints and of an answer lie, in bytes.
///
/// WasmEdge: `__wasi_addrinfo_t`.
enum AddressInfoLayout {
    static let size = 28
    /// u16.
    static let flags = 0
    /// u8.
    static let family = 2
    /// u8.
    static let type = 3
    /// u8, and three bytes of padding that programs made for wasi-go read with it.
    static let `protocol` = 4
    /// u32: the size that the host's own socket address would have.
    static let addressByteCount = 8
    /// u32: where the address is; see ``SocketAddressLayout``.
    static let address = 12
    /// u32: where there is room for the host's proper name.
    static let name = 16
    /// u32: how much room there is; in an answer, the name's size without its NUL.
    static let nameByteCount = 20
    /// u32: where the next answer goes; 0 for none.
    static let next = 24
}

/// Where the fields of an answer's address lie, in bytes.
///
/// WasmEdge: `__wasi_sockaddr_t`.
enum SocketAddressLayout {
    static let size = 12
    /// u8, and three bytes of padding that programs made for wasi-go read with it.
    static let family = 0
    /// u32.
    static let dataByteCount = 4
    /// u32: where the port and the address itself are; see ``SocketAddressData``.
    static let data = 8
}

/// Where port and address lie in the data of an answer's address, in bytes. Both are in network order.
///
/// For version 6, there are two ways, which nothing but the size that the program gives tells apart: that of WasmEdge, which is a
/// C library's `sockaddr_in6` without the family, and that of wasi-go, which has nothing between port and address. Programs
/// of WasmEdge's Rust library give 14 as the size and have room for 26; those of wasi-go's Go library give 26.
enum SocketAddressData {
    /// u16.
    static let port = 0
    /// IPv4's 4 bytes; in wasi-go's way also the 16 of IPv6.
    static let address = 2
    /// IPv6's 16 bytes in WasmEdge's way; flow information is before them, the scope behind them.
    static let wasmEdgeIPv6 = 6
    /// u32, in WasmEdge's way, in the host's order.
    static let wasmEdgeScope = 22

    /// The size that says that data are in WasmEdge's way; it is that of `sockaddr_in` without the family.
    static let wasmEdgeByteCount = 14
    /// The room that there is then for version 6.
    static let wasmEdgeIPv6ByteCount = 26
}
