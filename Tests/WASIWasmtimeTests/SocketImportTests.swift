import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime
import WasmBinary

@Suite("Imports of socket calls", .needsEngine)
struct SocketImportTests {
    private func instance(
        _ text: String, _ choice: SocketFunctions, system: any SystemInterface = BareSystem()
    ) throws -> WasmInstance {
        let module = try WasmModule(text: text, engine: TestEngine.shared)
        return try WasmInstance(LinkedModule(module, functions: choice.functions), system: system)
    }

    /// Imports as WebAssembly's text form has them.
    private func imports(_ functions: [HostFunction]) -> String {
        functions.map { function in
            let parameters = function.type.parameters.map(\.description).joined(separator: " ")
            return "(import \"\(function.module)\" \"\(function.name)\" (func (param \(parameters)) (result i32)))"
        }.joined(separator: "\n")
    }

    @Test("a module that imports both versions of every call gets the one of each import's type")
    func mixed() throws {
        let system = BareSystem()
        system.address = .ipv4(IPv4Address(192, 0, 2, 7), port: 8080)
        // The short place is 16 bytes at 128, the long one 128 bytes at 256; their references are at 64 and 72.
        let guest = try instance(
            """
            (module
              (import "wasi_snapshot_preview1" "sock_accept" (func $accept1 (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_accept" (func $accept2 (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_getlocaladdr" (func $local1 (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_getlocaladdr" (func $local2 (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_getpeeraddr" (func $peer1 (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_getpeeraddr" (func $peer2 (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_recv_from"
                (func $receive1 (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_recv_from"
                (func $receive2 (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 64) "\\80\\00\\00\\00\\10\\00\\00\\00\\00\\01\\00\\00\\80\\00\\00\\00")
              (func (export "accept1") (result i32 i32)
                (call $accept1 (i32.const 3) (i32.const 0)) (i32.load (i32.const 0)))
              (func (export "accept2") (result i32 i32)
                (call $accept2 (i32.const 3) (i32.const 4) (i32.const 0)) (i32.load (i32.const 0)))
              (func (export "local1") (result i32 i32 i32 i32)
                (call $local1 (i32.const 3) (i32.const 64) (i32.const 0) (i32.const 4))
                (i32.load (i32.const 0)) (i32.load (i32.const 4)) (i32.load8_u (i32.const 128)))
              (func (export "local2") (result i32 i32 i32 i32)
                (call $local2 (i32.const 3) (i32.const 72) (i32.const 4))
                (i32.load16_u (i32.const 256)) (i32.load (i32.const 4)) (i32.load8_u (i32.const 258)))
              (func (export "peer1") (result i32 i32 i32 i32)
                (call $peer1 (i32.const 3) (i32.const 64) (i32.const 0) (i32.const 4))
                (i32.load (i32.const 0)) (i32.load (i32.const 4)) (i32.load8_u (i32.const 128)))
              (func (export "peer2") (result i32 i32 i32 i32)
                (call $peer2 (i32.const 3) (i32.const 72) (i32.const 4))
                (i32.load16_u (i32.const 256)) (i32.load (i32.const 4)) (i32.load8_u (i32.const 258)))
              (func (export "receive1") (result i32 i32)
                (call $receive1 (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 8)
                  (i32.const 12))
                (i32.load8_u (i32.const 128)))
              (func (export "receive2") (result i32 i32 i32)
                (call $receive2 (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 72) (i32.const 0) (i32.const 4)
                  (i32.const 8) (i32.const 12))
                (i32.load (i32.const 4)) (i32.load8_u (i32.const 258))))
            """, .auto, system: system)
        let results: [(String, [Int32])] = [
            ("accept1", [0, 100]), ("accept2", [0, 104]),
            // The version of the internet protocol in the one, the family's number in the other.
            ("local1", [0, 4, 8080, 192]), ("local2", [0, 1, 8080, 192]),
            ("peer1", [0, 4, 8080, 192]), ("peer2", [0, 1, 8080, 192]),
            ("receive1", [0, 192]), ("receive2", [0, 8080, 192]),
        ]
        for (name, values) in results {
            #expect(try guest.call(name) == .returned(values.map { .i32($0) }), "\(name)")
        }
    }

    @Test("a choice provides its version and no other", arguments: SocketFunctions.allCases)
    func choices(choice: SocketFunctions) throws {
        let sets: [(functions: [HostFunction], choices: Set<SocketFunctions>)] = [
            (Preview1.functions.filter { $0.name.hasPrefix("sock_") }, Set(SocketFunctions.allCases)),
            (WasmEdge.functions, [.auto, .wasmEdgeV1, .wasmEdgeV2]),
            (WasmEdge.version1, [.auto, .wasmEdgeV1]), (WasmEdge.version2, [.auto, .wasmEdgeV2]),
        ]
        for (functions, choices) in sets {
            for function in functions {
                let text = "(module \(imports([function])))"
                if choices.contains(choice) {
                    _ = try instance(text, choice)
                } else {
                    #expect(throws: InstantiationError.self) { try instance(text, choice) }
                }
            }
        }
    }

    @Test("what is told of a module's version is the choice that it runs with")
    func agreement() throws {
        func version(_ functions: [HostFunction]) throws -> SocketExtension {
            let binary = try WasmText.binary(of: Array("(module \(imports(functions)))".utf8))
            return try ModuleSummary(binary).socketExtension
        }
        let all = WasmEdge.functions + WasmEdge.version1 + WasmEdge.version2
        #expect(Set(all.map(\.name)).subtracting(["sock_accept"]) == SocketExtension.calls)
        for function in WasmEdge.functions + WasmEdge.version2 { #expect(try version([function]) == .wasmEdgeV2) }
        for function in WasmEdge.version1 { #expect(try version([function]) == .wasmEdgeV1) }
        #expect(try version(WasmEdge.functions + WasmEdge.version1) == .wasmEdgeV1)
        #expect(try version(WasmEdge.functions + WasmEdge.version2) == .wasmEdgeV2)
        #expect(try version(all) == .mixed)
        #expect(try version(Preview1.functions.filter { $0.name.hasPrefix("sock_") }) == .none)
    }
}
