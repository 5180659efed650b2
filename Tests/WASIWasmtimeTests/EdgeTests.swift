import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

@Suite("Every function of preview 1 and every further socket call, through the engine", .needsEngine)
struct EdgeTests {
    private static let edges: [UInt64] = [
        0, 1, 255, 256, 65_535, 65_536, 65_536 - 8, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 1 << 63, (1 << 63) - 1, .max,
    ]

    @Test(
        "no argument at its edge ends the process: an errno, a trap of the guest, or its exit",
        arguments: Preview1.functions + WasmEdge.functions + WasmEdge.version1 + WasmEdge.version2
            + SocketPaths.functions.filter { $0.name == "path_open" })
    func edges(function: HostFunction) throws {
        let type = function.type
        let parameters = type.parameters.map(\.description).joined(separator: " ")
        let results = type.results.map(\.description).joined(separator: " ")
        let gets = type.parameters.indices.map { "(local.get \($0))" }.joined(separator: " ")
        let text = """
            (module
              (import "\(function.module)" "\(function.name)" (func $f (param \(parameters)) (result \(results))))
              (memory (export "memory") 1)
              (func (export "call") (param \(parameters)) (result \(results)) (call $f \(gets))))
            """
        let module = try WasmModule(text: text, engine: TestEngine.shared)
        let linked = try LinkedModule(module, functions: [function])
        var guest = try WasmInstance(linked, system: BareSystem())

        func call(_ numbers: [UInt64]) throws {
            let arguments = zip(numbers, type.parameters).map { number, type -> WasmValue in
                type == .i32
                    ? .i32(Int32(truncatingIfNeeded: number)) : .i64(Int64(bitPattern: number))
            }
            switch try guest.call("call", arguments) {
            case .returned(let values):
                // An errno, and nothing above the 16 bits of one.
                for case .i32(let value) in values { #expect((0...87).contains(value), "\(function.name)\(numbers)") }
            case .exited: #expect(function.name == "proc_exit")
            case .interrupted(let reason): Issue.record("\(function.name) was interrupted: \(reason)")
            case .trapped(let trap):
                guard case .fault(let fault) = trap.kind else {
                    Issue.record("\(function.name)\(numbers): \(trap)")
                    return
                }
                #expect(fault.function == function.name && fault.memorySize == 65_536)
                guest = try WasmInstance(linked, system: BareSystem())
            }
        }
        for base in [0, 1024, UInt64.max] {
            for index in type.parameters.indices {
                for edge in Self.edges {
                    var numbers = [UInt64](repeating: base, count: type.parameters.count)
                    numbers[index] = edge
                    try call(numbers)
                }
            }
            if type.parameters.isEmpty { try call([]) }
        }
    }
}
