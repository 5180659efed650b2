#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// Look-ups by the host's own resolver, which waits for as long as it likes.
extension Syscall {
    /// `getaddrinfo`: the addresses of a name, in the host's order.
    static func lookUp(_ host: String, _ family: AddressFamily) throws(Errno) -> HostAnswer {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = family == .ipv4 ? AF_INET : family == .ipv6 ? AF_INET6 : AF_UNSPEC
        // One answer an address instead of one for each type of socket.
        unsafe hints.ai_socktype = cwasi_sock_stream
        unsafe hints.ai_flags = AI_CANONNAME
        var list: UnsafeMutablePointer<addrinfo>?
        let number = unsafe getaddrinfo(host, nil, &hints, &list)
        if number != 0 { throw errno(forLookUp: number) }
        defer { unsafe freeaddrinfo(list) }
        var answer = HostAnswer(name: host)
        if let name = unsafe list?.pointee.ai_canonname { answer.name = unsafe String(cString: name) }
        var next = unsafe list
        while let info = unsafe next?.pointee, answer.addresses.count < HostAnswer.limit {
            if let ip = unsafe HostAddress(copying: info.ai_addr, length: info.ai_addrlen)?.internet?.ip,
                !answer.addresses.contains(ip)
            {
                answer.addresses.append(ip)
            }
            unsafe next = unsafe info.ai_next
        }
        return answer
    }

    /// `getaddrinfo`: the port of a service; `nil` if the host does not know it.
    static func port(ofService service: String, _ type: SocketType) -> UInt16? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_INET
        unsafe hints.ai_socktype = type == .datagram ? cwasi_sock_dgram : cwasi_sock_stream
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(nil, service, &hints, &list) == 0, let info = unsafe list?.pointee else { return nil }
        defer { unsafe freeaddrinfo(list) }
        return unsafe HostAddress(copying: info.ai_addr, length: info.ai_addrlen)?.internet?.port
    }

    /// `getifaddrs`: the versions of which this machine has an address that leads to others. If it has neither, both, so that a
    /// machine without a network can at least talk to itself.
    static func configuredFamilies() -> [AddressFamily] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&list) == 0 else { return [.ipv4, .ipv6] }
        defer { unsafe freeifaddrs(list) }
        var found: Set<AddressFamily> = []
        var next = unsafe list
        while let info = unsafe next?.pointee {
            unsafe next = unsafe info.ifa_next
            guard let address = unsafe info.ifa_addr else { continue }
            let size: Int
            switch Int32(unsafe address.pointee.sa_family) {
            case AF_INET: size = MemoryLayout<sockaddr_in>.size
            case AF_INET6: size = MemoryLayout<sockaddr_in6>.size
            default: continue
            }
            guard let ip = unsafe HostAddress(copying: address, length: socklen_t(size))?.internet?.ip else { continue }
            if ip.kind != .loopback, ip.kind != .linkLocal { found.insert(ip.family) }
        }
        return found.isEmpty ? [.ipv4, .ipv6] : [.ipv4, .ipv6].filter { found.contains($0) }
    }

    private static func errno(forLookUp number: Int32) -> Errno {
        switch number {
        case EAI_AGAIN: .lookUpFailedForNow
        case EAI_BADFLAGS: .badLookUpFlags
        case EAI_FAIL: .lookUpFailed
        case EAI_FAMILY: .familyNotLookedUp
        case EAI_MEMORY: .noMemoryForLookUp
        case EAI_NONAME: .unknownName
        case EAI_SERVICE: .unknownService
        case EAI_SOCKTYPE: .typeNotLookedUp
        case EAI_SYSTEM: .lookUpSystemError
        // No address, or none of the family: not every C library has names for them.
        default: .noAddress
        }
    }

    /// `recv` without waiting, into a new array.
    static func receive(_ fd: Int32, atMost count: Int) throws(Errno) -> [UInt8] {
        var failure: Errno?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(Errno) {
                initialized = try retrying { unsafe cwasi_recv(fd, buffer.baseAddress, count, cwasi_msg_dontwait) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// `send` without waiting.
    ///
    /// - Returns: The number of bytes sent.
    @discardableResult
    static func send(_ fd: Int32, _ bytes: ArraySlice<UInt8>) throws(Errno) -> Int {
        try retrying {
            unsafe bytes.withUnsafeBytes { unsafe cwasi_send(fd, $0.baseAddress, $0.count, cwasi_msg_dontwait) }
        }
    }
}
