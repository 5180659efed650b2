/// WasmEdge's socket calls, which guests import from preview 1's module.
///
/// There are two versions under the same names. What changed has another number of parameters, and each form is a function of its
/// own here. Since libraries of either version are linked into one program (the Rust library itself mixes them), addresses are
/// understood in all their forms by every function: 4 bytes of IPv4, 16 of IPv6, and the 128 of version 2 with the family in front.
///
/// Where WasmEdge and the programs made for it or for wasi-go disagree, these functions take what any of them does, as far as that
/// can be told apart; it is said where.
///
/// Like preview 1's functions, each decodes its arguments, checks the places for its answers, calls the system and stores what
/// it answers.
public enum WasmEdge {
    /// The calls that are the same in both versions.
    public static let functions: [HostFunction] = [
        sockOpen, sockBind, sockConnect, sockListen,
        sockSendTo,
        sockGetsockopt, sockSetsockopt,
        sockGetaddrinfo,
    ]

    /// What only the first version has.
    public static let version1: [HostFunction] = [
        sockAcceptV1, sockRecvFromV1, sockGetlocaladdrV1, sockGetpeeraddrV1,
    ]

    /// What only the second version has. Its `sock_accept` is preview 1's.
    ///
    /// WasmEdge itself gives the second version names of its own, because it cannot tell imports apart by their types; programs
    /// made for it alone use those, others the common names. Both are here.
    public static let version2: [HostFunction] =
        [sockRecvFromV2, sockGetlocaladdrV2, sockGetpeeraddrV2]
        + [
            sockOpen, sockBind, sockConnect, sockListen, Preview1.sockAccept, Preview1.sockRecv, Preview1.sockSend,
            sockSendTo, sockRecvFromV2, sockGetlocaladdrV2, sockGetpeeraddrV2,
        ].map { $0.exported(as: $0.name + "_v2") }
}
