import WASICore
import WASIHost
import WASIWasmtime

/// The engine that most tests use, or why there is none.
enum TestEngine {
    static let outcome: Result<WasmEngine, EngineUnavailable> = {
        var configuration = EngineConfiguration()
        // The first thread of a test run and those of the pool have 8 MiB; small modules compile faster without helpers.
        configuration.compilesInParallel = false
        return Result { () throws(EngineUnavailable) in try WasmEngine(configuration) }
    }()

    static var shared: WasmEngine { get throws { try outcome.get() } }
}

/// What a guest has written through ``HostFunction/say``, and other things that tests want to see.
final class Journal: @unchecked Sendable {
    var text = ""
    var numbers: [UInt64] = []
}

extension HostFunction {
    /// `test.say (pointer, length) -> errno`: appends the guest's bytes to the journal.
    static func say(_ journal: Journal) -> HostFunction {
        HostFunction(module: "test", "say", [.i32, .i32]) { arguments, context throws(Errno) in
            var bytes: [UInt8] = []
            for index in 0..<arguments.u32(1) {
                bytes.append(try context.memory.load(arguments.u32(0) &+ index))
            }
            journal.text += String(decoding: bytes, as: UTF8.self)
        }
    }

    /// `test.note (i64)`: appends a number to the journal.
    static func note(_ journal: Journal) -> HostFunction {
        HostFunction(module: "test", "note", [.i64], results: []) { arguments, _ throws(Errno) in
            journal.numbers.append(arguments.u64(0))
        }
    }

    /// `test.exit (i32)`: ends the guest.
    static let exit = HostFunction(module: "test", "exit", [.i32], results: []) { arguments, context throws(Errno) in
        throw context.interrupt(.exit(ExitCode(rawValue: arguments.u32(0))))
    }
}

/// Makes an instance of a text, with a system that refuses everything.
func instance(_ text: String, _ functions: [HostFunction] = []) throws -> WasmInstance {
    let module = try WasmModule(text: text, engine: TestEngine.shared)
    return try WasmInstance(module, functions: functions, system: BareSystem())
}
