import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIRun
import WASIUnix
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Imports of one name with two types", .needsEngine)
struct ImportTests {
    private let tree = TemporaryTree()

    /// Waits in its start function, accepts a connection with WasmEdge's first `sock_accept` and one with preview 1's, and exits with
    /// 16 times the one's number and the other's.
    private static let text = """
        (module
          (import "wasi_snapshot_preview1" "sock_accept" (func $accept1 (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "sock_accept" (func $accept2 (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (import "wasi_snapshot_preview1" "sock_accept" (func $accept3 (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func $check (param i32) (if (local.get 0) (then (call $exit (local.get 0)))))
          (func $wait
            (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 1000000))
            (call $check (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))))
          (start $wait)
          (func (export "_start")
            (call $check (call $accept1 (i32.const 3) (i32.const 200)))
            (call $check (call $accept2 (i32.const 3) (i32.const 0) (i32.const 204)))
            (call $exit (i32.add (i32.mul (i32.load (i32.const 200)) (i32.const 16)) (i32.load (i32.const 204))))))
        """

    private func file(binary: Bool) throws -> String {
        let text = Array(Self.text.utf8)
        return try binary ? tree.file("a.wasm", WasmText.binary(of: text)) : tree.file("a.wat", text)
    }

    private func command(_ file: String) throws -> WASICommand {
        var command = WASICommand(file)
        command.cache = .folder(tree.absolute("cache"))
        command.sockets = [.listen(try SocketEndpoint("127.0.0.1:0?nonblock=0"))]
        return command
    }

    @Test(
        "each import gets the function of its own type, and waits without a thread in an executor", arguments: [false, true])
    func executor(binary: Bool) async throws {
        let file = try file(binary: binary)
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 1
        let executor = try GuestExecutor(configuration)
        var other = WASICommand(Array("(module (func (export \"_start\")))".utf8), name: "other.wat")
        other.cache = .off
        // The second time the code comes from the cache.
        for isFirst in [true, false] {
            let clients = Clients()
            let accepts = Counter()
            var command = try command(file)
            command.onSocketsOpened = { clients.server = $0.first?.address }
            command.wrappers = [{ InterceptedSystem($0, by: Counting(.sockAccept, accepts)) }]
            let started = command
            let task = Task { try await started.run(on: executor) }
            for connection in 1...2 {
                while accepts.count < connection { try await Task.sleep(for: .milliseconds(1)) }
                // There is one thread, and the guest that accepts does not hold it.
                #expect(try await other.run(on: executor).status.isSuccess)
                clients.connect()
            }
            let result = try await task.value
            #expect(result.status == .exited(ExitCode(rawValue: 4 * 16 + 5)))
            #expect(result.statistics.wasCompiled == isFirst)
        }
    }

    @Test("a run on a thread of its own gets the same, also from the cache", arguments: [false, true])
    func thread(binary: Bool) throws {
        let file = try file(binary: binary)
        for isFirst in [true, false] {
            let clients = Clients()
            var command = try command(file)
            command.onSocketsOpened = { sockets in
                clients.server = sockets.first?.address
                for _ in 0..<2 { clients.connect() }
            }
            let result = try command.run()
            #expect(result.status == .exited(ExitCode(rawValue: 4 * 16 + 5)))
            #expect(result.statistics.wasCompiled == isFirst)
        }
    }

    @Test("one that is missing is named as the module has it") func missing() throws {
        let text = Self.text.replacing("$accept2 (param i32 i32 i32)", with: "$accept2 (param i64 i32 i32)")
            .replacing("$accept2 (i32.const 3)", with: "$accept2 (i64.const 3)")
        var command = WASICommand(Array(text.utf8), name: "a.wat")
        command.cache = .off
        let error = #expect(throws: RunError.self) { try command.run() }
        guard case .missingImports(_, let imports)? = error else { return #expect(Bool(false)) }
        #expect(
            imports.map { "\($0)" } == [
                "wasi_snapshot_preview1.sock_accept (i64, i32, i32) -> i32 "
                    + "(provided is (i32, i32, i32) -> i32 and (i32, i32) -> i32)"
            ])
    }
}

/// Connections to a guest, which are closed with the object.
private final class Clients: Sendable {
    private let state = Mutex<(server: SocketAddress?, sockets: [Int32])>((nil, []))

    deinit { for socket in state.withLock({ $0.sockets }) { close(socket) } }

    var server: SocketAddress? {
        get { state.withLock { $0.server } }
        set { state.withLock { $0.server = newValue } }
    }

    func connect() {
        guard case .ipv4(_, let port)? = server else { return }
        #if canImport(Glibc)
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let socket = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connectSocket(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        #expect(isConnected)
        state.withLock { $0.sockets.append(socket) }
    }
}

private let connectSocket = connect(_:_:_:)

/// Counts the calls of one name when they begin.
private final class Counting: Interceptor {
    private let name: SystemCallName
    private let counter: Counter

    init(_ name: SystemCallName, _ counter: Counter) {
        self.name = name
        self.counter = counter
    }

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        if call.name == name { counter.add() }
        return try proceed()
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}
