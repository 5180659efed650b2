#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

// Look-ups for what the embedder has configured. They wait; those of guests are not made here.
extension Syscall {
    /// `getaddrinfo`.
    ///
    /// - Parameters:
    ///   - host: Empty for every address of the machine if `isPassive`, and for the machine itself otherwise.
    ///   - isPassive: Whether the addresses are to be bound to.
    static func addresses(
        of host: String, service: String, _ family: Int32, _ type: Int32, isPassive: Bool
    ) throws(Errno) -> [HostAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = family
        unsafe hints.ai_socktype = type
        unsafe hints.ai_flags = isPassive ? AI_PASSIVE : 0
        var list: UnsafeMutablePointer<addrinfo>?
        let service = service.isEmpty ? "0" : service
        let number =
            if host.isEmpty {
                unsafe getaddrinfo(nil, service, &hints, &list)
            } else {
                unsafe getaddrinfo(host, service, &hints, &list)
            }
        if number != 0 { throw errno(forLookUp: number) }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        while let info = unsafe list?.pointee {
            if let address = unsafe HostAddress(copying: info.ai_addr, length: info.ai_addrlen) { addresses.append(address) }
            unsafe list = unsafe info.ai_next
        }
        return addresses
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
        default: .noAddress
        }
    }
}
