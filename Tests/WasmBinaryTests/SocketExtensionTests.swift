import Testing
import WasmBinary

@Suite("Socket extension") struct SocketExtensionTests {
    @Test(
        "the version is told by names and numbers of parameters",
        arguments: [
            ([], .none),
            ([("sock_accept", 3), ("sock_recv", 6), ("sock_send", 5), ("sock_shutdown", 2)], .none),
            ([("sock_accept", 2)], .wasmEdgeV1),
            ([("sock_open", 3), ("sock_accept", 2)], .wasmEdgeV1),
            ([("sock_open", 3), ("sock_getlocaladdr", 4)], .wasmEdgeV1),
            ([("sock_getpeeraddr", 4)], .wasmEdgeV1),
            ([("sock_recv_from", 7), ("sock_accept", 3)], .wasmEdgeV1),
            ([("sock_open", 3)], .wasmEdgeV2),
            ([("sock_open", 3), ("sock_accept", 3)], .wasmEdgeV2),
            ([("sock_getlocaladdr", 3)], .wasmEdgeV2),
            ([("sock_recv_from", 8)], .wasmEdgeV2),
            ([("sock_accept", 2), ("sock_getpeeraddr", 3)], .mixed),
        ] as [([(String, Int)], SocketExtension)])
    func version(_ imports: [(String, Int)], _ expected: SocketExtension) throws {
        #expect(try ModuleSummary(ModuleBytes.importing(imports)).socketExtension == expected)
    }
}
