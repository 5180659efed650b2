import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIRun
import WASIWasmtime

@Suite("Instances", .needsEngine)
struct InstanceTests {
    private let source = ModuleSource.bytes(
        Array(
            """
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (global $count (mut i32) (i32.const 0))
              (func (export "_initialize") (global.set $count (i32.const 40)))
              (func (export "count") (result i32)
                (global.set $count (i32.add (global.get $count) (i32.const 1))) (global.get $count))
              (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (func (export "add64") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
              (func (export "half") (param f32) (result f32) (f32.div (local.get 0) (f32.const 2)))
              (func (export "mean") (param f64 f64) (result f64)
                (f64.div (f64.add (local.get 0) (local.get 1)) (f64.const 2)))
              (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2))
              (func (export "nothing"))
              (func (export "vector") (param v128))
              (func (export "store") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
              (func (export "exit") (param i32) (call $exit (local.get 0)))
              (func (export "trap") unreachable)
              (func (export "loop") (loop $again (br $again))))
            """.utf8), name: "plug.wat")

    private func command() throws -> WASICommand {
        var options = ModuleOptions()
        options.cache = .off
        return WASICommand(try PreparedModule(source, options: options))
    }

    @Test("literals take the type of the function's parameter") func literals() throws {
        let guest = try command().instance()
        #expect(try guest.call("add", 1, 2) == [.i32(3)])
        #expect(try guest.call("add", 4_294_967_295, 1) == [.i32(0)])
        #expect(try guest.call("add64", 1, -3) == [.i64(-2)])
        #expect(try guest.call("half", 3) == [.f32(1.5)])
        #expect(try guest.call("half", 3.0) == [.f32(1.5)])
        #expect(try guest.call("mean", 1, 2.0) == [.f64(1.5)])
        #expect(try guest.call("both") == [.i32(1), .i64(2)])
        #expect(try guest.call("nothing") == [])
        #expect(guest.functions.prefix(3) == ["_initialize", "count", "add"])
        #expect(guest.type(of: "add")?.description == "(i32, i32) -> i32")
    }

    @Test("functions become Swift's own") func typed() throws {
        let guest = try command().instance()
        let add: (Int32, Int32) throws(GuestFailure) -> Int32 = try guest.function("add")
        #expect(try add(1, 2) == 3)
        let unsigned: (UInt32, Int) throws(GuestFailure) -> UInt32 = try guest.function("add")
        #expect(try unsigned(.max, -1) == .max - 1)
        let wide: (UInt64, Int64) throws(GuestFailure) -> Int = try guest.function("add64")
        #expect(try wide(5, -6) == -1)
        let mean: (Double, Double) throws(GuestFailure) -> Double = try guest.function("mean")
        #expect(try mean(1, 4) == 2.5)
        let half: (Float) throws(GuestFailure) -> Float = try guest.function("half")
        #expect(try half(1) == 0.5)
        let nothing: () throws(GuestFailure) -> Void = try guest.procedure("nothing")
        try nothing()
    }

    @Test("a function of another type, or none, is told before it is called") func wrongTypes() throws {
        let guest = try command().instance()
        func failure<each P: WasmNumber, R: WasmNumber>(
            _ name: String, _: (repeat each P).Type, _: R.Type
        ) -> String? {
            do throws(GuestFailure) {
                let function: (repeat each P) throws(GuestFailure) -> R = try guest.function(name)
                _ = function
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            failure("add", (Int32, Int64).self, Int32.self)
                == "add has the type (i32, i32) -> i32; it was asked for as (i32, i64) -> i32")
        #expect(
            failure("both", Void.self, Int32.self) == "both has the type () -> i32, i64; it was asked for as () -> i32")
        #expect(failure("absent", Void.self, Int32.self)?.hasPrefix("\"plug.wat\" exports no function \"absent\"") == true)
        #expect(throws: GuestFailure.self) { try guest.call("absent") }
        #expect(throws: GuestFailure.self) { try guest.call("memory") }
        #expect(throws: GuestFailure.self) { try guest.call("add", 1) }
        #expect(throws: GuestFailure.self) { try guest.call("add", 1, 2, 3) }
        #expect(throws: GuestFailure.self) { try guest.call("add", 1, 4_294_967_296) }
        #expect(throws: GuestFailure.self) { try guest.call("add", 1, 0.5) }
        #expect(throws: GuestFailure.self) { try guest.call("vector") }
        // None of them has done any harm.
        #expect(guest.ending == nil)
        #expect(try guest.call("count") == [.i32(41)])
    }

    @Test("what is in the instance stays between calls, and belongs to it alone") func state() throws {
        let command = try command()
        let first = try command.instance()
        let second = try command.instance()
        #expect(try first.call("count") == [.i32(41)])
        #expect(try first.call("count") == [.i32(42)])
        #expect(try second.call("count") == [.i32(41)])
    }

    @Test("memory is read and written inside its bounds, and nowhere else") func memory() throws {
        let guest = try command().instance()
        let memory = try #require(guest.memory())
        #expect(memory.write([1, 2, 3], at: 65533))
        #expect(memory.read(at: 65533, count: 3) == [1, 2, 3])
        try guest.call("store", 65534, 9)
        #expect(memory.read(at: 65532, count: 4) == [0, 1, 9, 3])
        #expect(!memory.write([1, 2, 3, 4], at: 65533))
        #expect(memory.read(at: 65533, count: 4) == nil)
        #expect(memory.read(at: .max, count: 1) == nil)
        #expect(memory.read(at: 0, count: -1) == nil)
        #expect(memory.read(at: 65536, count: 0) == [])
        #expect(guest.memory("absent") == nil)
        #expect(guest.memory("add") == nil)
    }

    @Test("a call that does not return is the instance's end") func endings() throws {
        let command = try command()
        let exiting = try command.instance()
        #expect(throws: GuestFailure.ended(.exited(ExitCode(rawValue: 7)))) { try exiting.call("exit", 7) }
        #expect(exiting.ending == .exited(ExitCode(rawValue: 7)))
        #expect(throws: GuestFailure.ended(.exited(ExitCode(rawValue: 7)))) { try exiting.call("add", 1, 2) }
        #expect(exiting.memory()?.byteCount == 65536)

        let trapping = try command.instance()
        #expect(throws: GuestFailure.self) { try trapping.call("trap") }
        guard case .trapped(let trap) = trapping.ending else { return #expect(Bool(false)) }
        #expect(trap.kind == .unreachable)
        #expect(trapping.result().status == trapping.ending)
    }

    @Test("a control stops a call from another thread") func control() throws {
        var command = try command()
        let control = RunControl()
        command.control = control
        let guest = try command.instance()
        #expect(try guest.call("add", 1, 2) == [.i32(3)])
        let thread = HostThread {
            HostThread.pause(milliseconds: 20)
            control.stop()
        }
        #expect(throws: GuestFailure.ended(.interrupted(.caller))) { try guest.call("loop") }
        thread.join()
    }

    @Test("a module is compiled once and run on several threads") func shared() throws {
        let module = try command().preparedModule()
        let sum = Mutex(0)
        let threads = (Int32(0)..<4).map { number in
            HostThread {
                for _ in 0..<25 {
                    let values = try? WASICommand(module).call("add", [.i32(number), .i32(1)]).values
                    if values == [.i32(number + 1)] { sum.withLock { $0 += 1 } }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(sum.withLock { $0 } == 100)
        #expect(try WASICommand(module).call("count", []).values == [.i32(41)])
    }

    @Test("what a module was not prepared for is refused") func unprepared() throws {
        var options = ModuleOptions()
        options.cache = .off
        options.isInterruptible = false
        var command = WASICommand(try PreparedModule(source, options: options))
        command.timeout = .seconds(1)
        #expect(
            throws: RunError.refused(
                module: "plug.wat",
                reason: "it was prepared without ModuleOptions.isInterruptible, which limits of time and a control need")
        ) { try command.call("count", []) }
        command.timeout = nil
        command.fuel = 1000
        #expect(
            throws: RunError.refused(
                module: "plug.wat",
                reason: "it was prepared without ModuleOptions.countsFuel, which a limit of fuel needs")
        ) { try command.call("count", []) }
        command.fuel = nil
        #expect(try command.call("count", []).values == [.i32(41)])
        #expect(throws: RunError.self) { try command.run() }
    }
}
