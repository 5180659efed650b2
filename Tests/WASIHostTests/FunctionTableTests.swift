import Testing
import WASIHost

@Suite("The table of functions")
struct FunctionTableTests {
    @Test("has the 46 functions of preview 1 with their types, in the specification's order")
    func golden() {
        let lines = Preview1.functions.map { "\($0.name)\($0.type)" }
        #expect(
            lines == [
                "args_get(i32, i32) -> i32",
                "args_sizes_get(i32, i32) -> i32",
                "environ_get(i32, i32) -> i32",
                "environ_sizes_get(i32, i32) -> i32",
                "clock_res_get(i32, i32) -> i32",
                "clock_time_get(i32, i64, i32) -> i32",
                "fd_advise(i32, i64, i64, i32) -> i32",
                "fd_allocate(i32, i64, i64) -> i32",
                "fd_close(i32) -> i32",
                "fd_datasync(i32) -> i32",
                "fd_fdstat_get(i32, i32) -> i32",
                "fd_fdstat_set_flags(i32, i32) -> i32",
                "fd_fdstat_set_rights(i32, i64, i64) -> i32",
                "fd_filestat_get(i32, i32) -> i32",
                "fd_filestat_set_size(i32, i64) -> i32",
                "fd_filestat_set_times(i32, i64, i64, i32) -> i32",
                "fd_pread(i32, i32, i32, i64, i32) -> i32",
                "fd_prestat_get(i32, i32) -> i32",
                "fd_prestat_dir_name(i32, i32, i32) -> i32",
                "fd_pwrite(i32, i32, i32, i64, i32) -> i32",
                "fd_read(i32, i32, i32, i32) -> i32",
                "fd_readdir(i32, i32, i32, i64, i32) -> i32",
                "fd_renumber(i32, i32) -> i32",
                "fd_seek(i32, i64, i32, i32) -> i32",
                "fd_sync(i32) -> i32",
                "fd_tell(i32, i32) -> i32",
                "fd_write(i32, i32, i32, i32) -> i32",
                "path_create_directory(i32, i32, i32) -> i32",
                "path_filestat_get(i32, i32, i32, i32, i32) -> i32",
                "path_filestat_set_times(i32, i32, i32, i32, i64, i64, i32) -> i32",
                "path_link(i32, i32, i32, i32, i32, i32, i32) -> i32",
                "path_open(i32, i32, i32, i32, i32, i64, i64, i32, i32) -> i32",
                "path_readlink(i32, i32, i32, i32, i32, i32) -> i32",
                "path_remove_directory(i32, i32, i32) -> i32",
                "path_rename(i32, i32, i32, i32, i32, i32) -> i32",
                "path_symlink(i32, i32, i32, i32, i32) -> i32",
                "path_unlink_file(i32, i32, i32) -> i32",
                "poll_oneoff(i32, i32, i32, i32) -> i32",
                "proc_exit(i32) -> ()",
                "proc_raise(i32) -> i32",
                "sched_yield() -> i32",
                "random_get(i32, i32) -> i32",
                "sock_accept(i32, i32, i32) -> i32",
                "sock_recv(i32, i32, i32, i32, i32, i32) -> i32",
                "sock_send(i32, i32, i32, i32, i32) -> i32",
                "sock_shutdown(i32, i32) -> i32",
            ])
        #expect(Preview1.functions.allSatisfy { $0.module == "wasi_snapshot_preview1" })
    }
    @Test("has the functions of WasmEdge, those of each version by themselves")
    func wasmEdge() {
        #expect(
            WasmEdge.functions.map { "\($0.name)\($0.type)" } == [
                "sock_open(i32, i32, i32) -> i32",
                "sock_bind(i32, i32, i32) -> i32",
                "sock_connect(i32, i32, i32) -> i32",
                "sock_listen(i32, i32) -> i32",
                "sock_send_to(i32, i32, i32, i32, i32, i32, i32) -> i32",
                "sock_getsockopt(i32, i32, i32, i32, i32) -> i32",
                "sock_setsockopt(i32, i32, i32, i32, i32) -> i32",
                "sock_getaddrinfo(i32, i32, i32, i32, i32, i32, i32, i32) -> i32",
            ])
        #expect(
            WasmEdge.version1.map { "\($0.name)\($0.type)" } == [
                "sock_accept(i32, i32) -> i32",
                "sock_recv_from(i32, i32, i32, i32, i32, i32, i32) -> i32",
                "sock_getlocaladdr(i32, i32, i32, i32) -> i32",
                "sock_getpeeraddr(i32, i32, i32, i32) -> i32",
            ])
        #expect(
            WasmEdge.version2.map { "\($0.name)\($0.type)" } == [
                "sock_recv_from(i32, i32, i32, i32, i32, i32, i32, i32) -> i32",
                "sock_getlocaladdr(i32, i32, i32) -> i32",
                "sock_getpeeraddr(i32, i32, i32) -> i32",
                "sock_open_v2(i32, i32, i32) -> i32",
                "sock_bind_v2(i32, i32, i32) -> i32",
                "sock_connect_v2(i32, i32, i32) -> i32",
                "sock_listen_v2(i32, i32) -> i32",
                "sock_accept_v2(i32, i32, i32) -> i32",
                "sock_recv_v2(i32, i32, i32, i32, i32, i32) -> i32",
                "sock_send_v2(i32, i32, i32, i32, i32) -> i32",
                "sock_send_to_v2(i32, i32, i32, i32, i32, i32, i32) -> i32",
                "sock_recv_from_v2(i32, i32, i32, i32, i32, i32, i32, i32) -> i32",
                "sock_getlocaladdr_v2(i32, i32, i32) -> i32",
                "sock_getpeeraddr_v2(i32, i32, i32) -> i32",
            ])
        let all = WasmEdge.functions + WasmEdge.version1 + WasmEdge.version2
        #expect(all.allSatisfy { $0.module == "wasi_snapshot_preview1" })
    }

    @Test("every choice of socket calls is a set of its own, in which module, name and type tell all functions apart")
    func choices() {
        func names(_ functions: [HostFunction]) -> [String] { functions.map { "\($0.module).\($0.name)\($0.type)" } }
        let base = Set(names(Preview1.functions + Preview0.functions))
        let common = Set(names(WasmEdge.functions))
        let (first, second) = (Set(names(WasmEdge.version1)), Set(names(WasmEdge.version2)))
        let expected: [SocketFunctions: Set<String>] = [
            .auto: base.union(common).union(first).union(second), .none: base,
            .wasmEdgeV1: base.union(common).union(first), .wasmEdgeV2: base.union(common).union(second), .pathOpen: base,
        ]
        for choice in SocketFunctions.allCases {
            #expect(Set(names(choice.functions)) == expected[choice])
            #expect(Set(names(choice.functions)).count == choice.functions.count)
        }
        #expect(names(SocketPaths.functions) == names(Preview1.functions))
        #expect(SocketFunctions.allCases.map(\.rawValue) == ["auto", "none", "wasmedgev1", "wasmedgev2", "path_open"])
    }
}
