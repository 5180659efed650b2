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

    @Test("gives an import the function of its name and type")
    func resolves() throws {
        let functions = HostFunctions()
        let found = try functions.resolve(
            module: "wasi_snapshot_preview1", name: "fd_tell", type: HostFunctionType([.i32, .i32]))
        #expect(found.name == "fd_tell")
    }

    @Test("binds several functions of one name by type, also within one module")
    func overloads() throws {
        let old = HostFunction("sock_accept", [.i32, .i32]) { _, _ in }
        let functions = HostFunctions(Preview1.functions + [old])
        for parameters: [ValueType] in [[.i32, .i32], [.i32, .i32, .i32]] {
            let found = try functions.resolve(
                module: "wasi_snapshot_preview1", name: "sock_accept", type: HostFunctionType(parameters))
            #expect(found.type.parameters == parameters)
        }
    }

    @Test(
        "says of an import that nobody provides what is missing",
        arguments: [
            (
                "env", "puts", HostFunctionType([.i32]),
                "the module imports puts from env, of which nothing is provided"
            ),
            (
                "wasi_snapshot_preview1", "sock_open", HostFunctionType([.i32, .i32, .i32]),
                "the module imports sock_open from wasi_snapshot_preview1, which has no function of that name"
            ),
            (
                "wasi_snapshot_preview1", "sock_accept", HostFunctionType([.i32, .i32]),
                "the module imports sock_accept from wasi_snapshot_preview1 as (i32, i32) -> i32, but it is provided as "
                    + "(i32, i32, i32) -> i32"
            ),
            (
                "wasi_snapshot_preview1", "fd_close", HostFunctionType([.f64], []),
                "the module imports fd_close from wasi_snapshot_preview1 as (f64) -> (), but it is provided as (i32) -> i32"
            ),
        ])
    func missing(module: String, name: String, type: HostFunctionType, message: String) {
        #expect(throws: UnresolvedImport.self) {
            try HostFunctions().resolve(module: module, name: name, type: type)
        }
        do {
            _ = try HostFunctions().resolve(module: module, name: name, type: type)
        } catch {
            #expect("\(error)" == message)
        }
    }
}
