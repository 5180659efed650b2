/// The socket calls beyond preview 1 that a module was built for.
///
/// WasmEdge's two versions are imported under the same names, and what tells them apart is the number of parameters of a few
/// calls; or the second under names of its own.
public enum SocketExtension: String, Hashable, Sendable, CustomStringConvertible {
    /// Nothing beyond preview 1.
    case none
    /// WasmEdge's first version.
    case wasmEdgeV1 = "WasmEdge version 1"
    /// WasmEdge's second version.
    case wasmEdgeV2 = "WasmEdge version 2"
    /// Some calls of each version, as when libraries of different age were linked together.
    case mixed = "WasmEdge versions 1 and 2"

    public var description: String { rawValue }

    /// The module from which preview 1 and its extensions are imported.
    public static let module = "wasi_snapshot_preview1"

    /// The calls that preview 1 does not have.
    public static let calls: Set<String> = version2Names.union([
        "sock_open", "sock_bind", "sock_connect", "sock_listen", "sock_send_to", "sock_recv_from", "sock_getsockopt",
        "sock_setsockopt", "sock_getlocaladdr", "sock_getpeeraddr", "sock_getaddrinfo",
    ])

    /// The names that WasmEdge gives its second version beside the common ones.
    static let version2Names: Set<String> = [
        "sock_open_v2", "sock_bind_v2", "sock_connect_v2", "sock_listen_v2", "sock_accept_v2", "sock_recv_v2",
        "sock_send_v2",
        "sock_send_to_v2", "sock_recv_from_v2", "sock_getlocaladdr_v2", "sock_getpeeraddr_v2",
    ]
}

extension ModuleSummary {
    /// The socket calls that the module was built for, told by its imports' names and types.
    public var socketExtension: SocketExtension {
        var usesExtension = false
        var usesV1 = false
        var usesV2 = false
        for entry in imports where entry.module == SocketExtension.module {
            guard case .function(let signature) = entry.type else { continue }
            if SocketExtension.calls.contains(entry.name) { usesExtension = true }
            if SocketExtension.version2Names.contains(entry.name) { usesV2 = true }
            switch (entry.name, signature.parameters.count) {
            case ("sock_accept", 2), ("sock_getlocaladdr", 4), ("sock_getpeeraddr", 4), ("sock_recv_from", 7): usesV1 = true
            // With three parameters, `sock_accept` is preview 1's own and says nothing.
            case ("sock_getlocaladdr", 3), ("sock_getpeeraddr", 3), ("sock_recv_from", 8): usesV2 = true
            default: break
            }
        }
        return switch (usesV1, usesV2) {
        case (true, true): .mixed
        case (true, false): .wasmEdgeV1
        case (false, true): .wasmEdgeV2
        // The calls that both versions share, and no more; the newer one will do.
        case (false, false): usesExtension ? .wasmEdgeV2 : .none
        }
    }
}
