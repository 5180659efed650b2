#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#else
    package import Darwin
#endif
package import WASICore

/// An address as the host's calls take and give it.
package struct HostAddress {
    private(set) var storage = sockaddr_storage()
    private(set) var length: socklen_t = 0

    /// None: room for one that the host stores.
    package init() { length = socklen_t(MemoryLayout<sockaddr_storage>.size) }

    /// An address of the internet protocol, version 4.
    init(_ address: IPv4Address, port: UInt16) {
        var host = sockaddr_in()
        #if canImport(Darwin)
            host.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
        #endif
        host.sin_family = sa_family_t(AF_INET)
        host.sin_port = port.bigEndian
        host.sin_addr.s_addr = address.rawValue.bigEndian
        store(host)
    }

    /// An address of the internet protocol, version 6.
    init(_ address: IPv6Address, port: UInt16) {
        var host = sockaddr_in6()
        #if canImport(Darwin)
            host.sin6_len = UInt8(MemoryLayout<sockaddr_in6>.size)
        #endif
        host.sin6_family = sa_family_t(AF_INET6)
        host.sin6_port = port.bigEndian
        host.sin6_scope_id = address.scope
        unsafe withUnsafeMutableBytes(of: &host.sin6_addr) { bytes in
            unsafe bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        store(host)
    }

    /// An address of the internet protocol; `nil` for a local name.
    package init?(internet address: SocketAddress) {
        switch address {
        case .ipv4(let address, let port): self.init(address, port: port)
        case .ipv6(let address, let port): self.init(address, port: port)
        case .unix: return nil
        }
    }

    /// A local name: a path of the host, or an abstract name with its NUL in front.
    ///
    /// - Throws: ``WASICore/Errno/fileNameTooLong``.
    init(localName name: [UInt8]) throws(Errno) {
        // One byte is for the terminator of a path.
        guard name.count < Self.localCapacity else { throw .fileNameTooLong }
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[Self.localOffset...]).copyBytes(from: name)
        }
        storage.ss_family = sa_family_t(AF_UNIX)
        let isAbstract = name.first == 0
        length = socklen_t(Self.localOffset + name.count + (isAbstract ? 0 : 1))
        #if canImport(Darwin)
            storage.ss_len = UInt8(length)
        #endif
    }

    /// One that `getaddrinfo` has stored.
    @unsafe
    init?(copying address: UnsafePointer<sockaddr>?, length: socklen_t) {
        guard let address = unsafe address, Int(length) <= MemoryLayout<sockaddr_storage>.size else { return nil }
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
        self.length = length
    }

    @inline(__always)
    private mutating func store<Host>(_ host: Host) {
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe withUnsafeBytes(of: host) { unsafe bytes.copyMemory(from: $0) }
        }
        length = socklen_t(MemoryLayout<Host>.size)
    }

    /// The family, as the host numbers it.
    package var hostFamily: Int32 { Int32(storage.ss_family) }

    /// The family; `nil` for one that no guest has a name for, or for no address at all.
    var family: AddressFamily? {
        if length < socklen_t(Self.localOffset) { return nil }
        return switch hostFamily {
        case AF_INET: .ipv4
        case AF_INET6: .ipv6
        case AF_UNIX: .unix
        default: nil
        }
    }

    /// The address, if it is of the internet protocol.
    package var internet: SocketAddress? {
        switch family {
        case .ipv4 where length >= socklen_t(MemoryLayout<sockaddr_in>.size):
            let host = load(sockaddr_in.self)
            return .ipv4(
                IPv4Address(rawValue: UInt32(bigEndian: host.sin_addr.s_addr)), port: UInt16(bigEndian: host.sin_port))
        case .ipv6 where length >= socklen_t(MemoryLayout<sockaddr_in6>.size):
            let host = load(sockaddr_in6.self)
            let (high, low) = unsafe withUnsafeBytes(of: host.sin6_addr) { bytes in
                unsafe (
                    UInt64(bigEndian: bytes.load(as: UInt64.self)),
                    UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self))
                )
            }
            return .ipv6(
                IPv6Address(high: high, low: low, scope: host.sin6_scope_id), port: UInt16(bigEndian: host.sin6_port))
        default: return nil
        }
    }

    /// The name, if it is a local one: a path of the host, an abstract name with its NUL in front, or nothing.
    var localName: [UInt8]? {
        guard family == .unix else { return nil }
        let end = min(Int(length), MemoryLayout<sockaddr_storage>.size)
        let bytes = unsafe withUnsafeBytes(of: storage) { unsafe Array($0[Self.localOffset..<max(end, Self.localOffset)]) }
        return bytes.first == 0 ? bytes.count > 1 && isAbstractKnown ? bytes : [] : Array(bytes.prefix { $0 != 0 })
    }

    @inline(__always)
    private func load<Host>(_ type: Host.Type) -> Host {
        unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: type) }
    }

    /// Shows the address to a call that reads it.
    @inline(__always)
    @unsafe
    package func withHost<Result, Failure: Error>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withUnsafePointer(to: storage) { pointer throws(Failure) in
            try unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), length)
        }
    }

    /// Lets a call store an address.
    @inline(__always)
    @unsafe
    package mutating func withRoom<Result>(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        unsafe withUnsafeMutablePointer(to: &length) { length in
            unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), length)
            }
        }
    }

    private static var localOffset: Int { MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2 }
    private static var localCapacity: Int { MemoryLayout<sockaddr_un>.size - localOffset }

    private var isAbstractKnown: Bool {
        #if os(Linux)
            true
        #else
            false
        #endif
    }
}
