import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIProfile
import WASIRun
import WASIWasmtime

@Suite("Profiles from Swift", .needsEngine)
struct RunProfilerTests {
    private func command(_ text: String, _ profiler: RunProfiler) -> WASICommand {
        var command = WASICommand(Array(text.utf8), name: "program.wat")
        command.cache = .off
        command.profiler = profiler
        return command
    }

    @Test("a run's profile is there when it is over, also of a thread that blocks signals") func whole() throws {
        let profiler = RunProfiler(keepsMoments: true)
        #expect(profiler.profile() == nil)
        var share = 0.0
        // Other tests take the processor at times, which a few hundred looks do not even out.
        for _ in 0..<5 where !(0.7...0.8).contains(share) {
            _ = try command(computingProgram(rounds: 10_000), profiler).run()
            let profile = try #require(profiler.profile())
            let times = Dictionary(uniqueKeysWithValues: zip(profile.functions.map(\.name), profile.times()))
            let (hot, cold) = (try #require(times["hot"]?.all.processor), try #require(times["cold"]?.all.processor))
            share = Double(hot) / Double(hot + cold)
        }
        #expect((0.7...0.8).contains(share), "\(share)")
        let profile = try #require(profiler.profile())
        #expect(profile.program == "program.wat")
        #expect(!profile.moments.isEmpty)
        #expect(profiler.place() == nil)
        #expect(profiler.memory() == nil)
        #expect(try profiler.start() == nil)
    }

    @Test("a profiler serves one run after the other, and not two at once") func reuse() throws {
        let profiler = RunProfiler()
        let control = RunControl()
        var endless = command("(module (func (export \"_start\") (loop $again (br $again))))", profiler)
        endless.control = control
        let thread = HostThread { [endless] in _ = try? endless.run() }
        while profiler.place()?.isRunning != true {}
        #expect(throws: RunError.self) { _ = try command(computingProgram(rounds: 10_000), profiler).run() }
        control.stop()
        thread.join()
        // It may have been looked at only while it began.
        let functions = try #require(profiler.profile()).functions.map(\.name)
        #expect(functions.allSatisfy { ["_start", "(engine)"].contains($0) }, "\(functions)")
        _ = try command("(module (func (export \"_start\")))", profiler).run()
        #expect(profiler.profile()?.functions.contains { $0.name == "hot" } == false)
    }

    @Test("a program is looked at while it runs") func live() throws {
        let profiler = RunProfiler(recordsRun: false)
        let control = RunControl()
        var endless = command(
            "(module (memory (export \"memory\") 2) (func $spin (loop $again (br $again))) (func (export \"_start\") (call $spin)))",
            profiler)
        endless.control = control
        let thread = HostThread { [endless] in _ = try? endless.run() }
        while profiler.place()?.isRunning != true {}
        let place = try #require(profiler.place())
        #expect(place.call == nil)
        #expect(place.functions.map(\.name) == ["spin", "_start"])
        #expect(profiler.memory()?.parts == [.init(name: "memory", isTable: false, count: 131_072, byteCount: 131_072)])
        let first = try #require(try profiler.start())
        let second = try #require(try profiler.start())
        while profiler.place()?.isRunning == true, first.finish()?.samples.isEmpty == true {}
        control.stop()
        thread.join()
        #expect(first.finish() == nil)
        #expect(second.finish() != nil)
        #expect(profiler.profile() == nil)
    }
}
