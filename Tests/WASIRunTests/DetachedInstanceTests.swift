import TestSupport
import Testing
import WASIRun
import WASIWasmtime

private let hasEngine = (try? WasmtimeLibrary.load()) != nil

@Suite(
    "Instances of an executor", .enabled(if: hasEngine, "the engine's library is not there; `make engine` fetches it"),
    .timeLimit(.minutes(1)))
struct DetachedInstanceTests {
    private func executor() throws -> GuestExecutor {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 1
        return try GuestExecutor(configuration)
    }

    private func module(initialize: String = "(global.set $sum (i32.const 100))") throws -> PreparedModule {
        let text = """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (global $sum (mut i32) (i32.const 0))
              (func (export "_initialize") \(initialize))
              (func (export "add") (param i32) (result i32)
                (global.set $sum (i32.add (global.get $sum) (local.get 0))) (global.get $sum))
              (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
              (func (export "next") (result i32)
                (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 1))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))) (i32.load8_u (i32.const 16)))
              (func (export "say") (result i32)
                (i32.store (i32.const 0) (i32.const 512)) (i32.store (i32.const 4) (i32.const 2))
                (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
              (func (export "leave") (call $exit (i32.const 5)))
              (func (export "trap") unreachable)
              (func (export "spin") (loop $again (br $again))))
            """
        var options = ModuleOptions()
        options.cache = .off
        return try PreparedModule(.bytes(Array(text.utf8), name: "plugin.wat"), options: options)
    }

    @Test("calls keep the state, and their arguments are checked") func calls() async throws {
        let instance = try await WASICommand(module()).instance(on: executor())
        #expect(try await instance.call("add", 1) == [.i32(101)])
        #expect(try await instance.call("add", 2) == [.i32(103)])
        #expect(try await instance.call("half", 5) == [.f64(2.5)])
        #expect(instance.type(of: "half").map { "\($0)" } == "(f64) -> f64")
        #expect(instance.type(of: "none") == nil)
        #expect(instance.functions.prefix(2) == ["_initialize", "add"])
        await #expect(
            throws: GuestFailure.notCalled(.noSuchFunction("none", module: "plugin.wat", exports: instance.functions))
        ) {
            try await instance.call("none")
        }
        await #expect(throws: GuestFailure.self) { try await instance.call("add", values: [.f32(1)]) }
        await #expect(throws: GuestFailure.self) { try await instance.call("add", 1, 2) }
        #expect(try await instance.call("add", 0) == [.i32(103)])
        #expect(instance.ending == nil)
    }

    @Test("functions are Swift's own, with types that are checked once") func typed() async throws {
        let instance = try await WASICommand(module()).instance(on: executor())
        let add: @Sendable (Int32) async throws(GuestFailure) -> Int32 = try instance.function("add")
        #expect(try await add(1) == 101)
        async let first = add(2)
        async let second = add(3)
        _ = try await (first, second)
        let wide: @Sendable (Int) async throws(GuestFailure) -> UInt32 = try instance.function("add")
        #expect(try await wide(0) == 106)
        let half: @Sendable (Double) async throws(GuestFailure) -> Double = try instance.function("half")
        #expect(try await half(5) == 2.5)
        let failure = #expect(throws: GuestFailure.self) {
            let _: @Sendable (Int64) async throws(GuestFailure) -> Int32 = try instance.function("add")
        }
        #expect(failure?.description == "add has the type (i32) -> i32; it was asked for as (i64) -> i32")
        await #expect(throws: GuestFailure.self) { try await wide(1 << 40) }
        #expect(throws: GuestFailure.notCalled(.noSuchFunction("none", module: "plugin.wat", exports: instance.functions))) {
            let _: @Sendable () async throws(GuestFailure) -> Void = try instance.procedure("none")
        }
        let leave: @Sendable () async throws(GuestFailure) -> Void = try instance.procedure("leave")
        let status = ExitStatus.exited(ExitCode(rawValue: 5))
        await #expect(throws: GuestFailure.ended(status)) { try await leave() }
        await #expect(throws: GuestFailure.ended(status)) { try await add(1) }
    }

    @Test("calls of many tasks are made one after the other") func order() async throws {
        let instance = try await WASICommand(module()).instance(on: executor())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { _ = try await instance.call("add", 1) } }
            try await group.waitForAll()
        }
        #expect(try await instance.call("add", 0) == [.i32(200)])
    }

    @Test("a call that waits leaves the thread to other instances and runs") func waiting() async throws {
        let executor = try executor()
        let module = try module()
        var command = WASICommand(module)
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        command.standardInput = .sequence(input)
        let reader = try await command.instance(on: executor)
        let adder = try await WASICommand(module).instance(on: executor)
        async let first = reader.call("next")
        for count in 1...50 { #expect(try await adder.call("add", 1) == [.i32(Int32(100 + count))]) }
        continuation.yield([42])
        #expect(try await first == [.i32(42)])
        continuation.finish()
        #expect(executor.guestCount == 2)
    }

    @Test("bytes are copied between calls, if they are inside") func memory() async throws {
        var command = WASICommand(try module())
        command.standardOutput = .collect(limit: 10)
        let instance = try await command.instance(on: executor())
        #expect(await instance.write(Array("hi".utf8), at: 512))
        #expect(await instance.read(at: 512, count: 2) == Array("hi".utf8))
        #expect(await instance.read(at: 65_535, count: 1) == [0])
        #expect(await instance.read(at: 65_535, count: 2) == nil)
        #expect(await instance.read(at: .max, count: 1) == nil)
        #expect(await instance.read(at: 0, count: -1) == nil)
        #expect(await instance.write([1], at: 65_536) == false)
        #expect(try await instance.call("say") == [.i32(0)])
        let result = await instance.finish()
        #expect(result.status == .exited(.success))
        #expect(result.output.text == "hi")
        #expect(result.statistics.memoryByteCount == 65_536)
        #expect(instance.ending == .exited(.success))
        await #expect(throws: GuestFailure.ended(.exited(.success))) { try await instance.call("say") }
        #expect(await instance.read(at: 0, count: 1) == nil)
        #expect(await instance.finish().output.text == "hi")
    }

    @Test("a call that does not return is the end") func ending() async throws {
        let executor = try executor()
        let module = try module()
        let leaving = try await WASICommand(module).instance(on: executor)
        await #expect(throws: GuestFailure.ended(.exited(ExitCode(rawValue: 5)))) { try await leaving.call("leave") }
        #expect(leaving.ending == .exited(ExitCode(rawValue: 5)))
        await #expect(throws: GuestFailure.ended(.exited(ExitCode(rawValue: 5)))) { try await leaving.call("add", 1) }
        #expect(await leaving.finish().status == .exited(ExitCode(rawValue: 5)))
        let trapping = try await WASICommand(module).instance(on: executor)
        await #expect(throws: GuestFailure.self) { try await trapping.call("trap") }
        guard case .trapped(let trap) = trapping.ending else { return #expect(Bool(false)) }
        #expect(trap.kind == .unreachable)
    }

    @Test("cancelling a call and reaching a limit stop the instance, also between calls") func stopping() async throws {
        let executor = try executor()
        let module = try module()
        for function in ["spin", "next"] {
            var command = WASICommand(module)
            let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            command.standardInput = .sequence(input)
            let instance = try await command.instance(on: executor)
            let task = Task { try await instance.call(function) }
            try await Task.sleep(for: .milliseconds(20))
            task.cancel()
            await #expect(throws: GuestFailure.ended(.interrupted(.caller))) { try await task.value }
            #expect(instance.ending == .interrupted(.caller))
            withExtendedLifetime(continuation) {}
        }
        var command = WASICommand(module)
        command.timeout = .milliseconds(30)
        let instance = try await command.instance(on: executor)
        while instance.ending == nil { try await Task.sleep(for: .milliseconds(1)) }
        #expect(instance.ending == .interrupted(.timeout))
        let control = RunControl()
        command.timeout = nil
        command.control = control
        let other = try await command.instance(on: executor)
        control.stop()
        while other.ending == nil { try await Task.sleep(for: .milliseconds(1)) }
        #expect(other.ending == .interrupted(.caller))
        while executor.guestCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("an _initialize that does not return is told by the ending, and an instance that is let go of leaves")
    func beginAndEnd() async throws {
        let executor = try executor()
        let broken = try await WASICommand(module(initialize: "unreachable")).instance(on: executor)
        guard case .trapped = broken.ending else { return #expect(Bool(false)) }
        await #expect(throws: GuestFailure.self) { try await broken.call("add", 1) }
        do {
            let instance = try await WASICommand(module()).instance(on: executor)
            #expect(try await instance.call("add", 1) == [.i32(101)])
            #expect(executor.guestCount == 1)
        }
        while executor.guestCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        await #expect(throws: RunError.notFound(module: "/nowhere.wasm")) {
            _ = try await WASICommand("/nowhere.wasm").instance(on: executor)
        }
    }
}
