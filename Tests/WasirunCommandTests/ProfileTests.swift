import TestSupport
import Testing
import WASICore
import WASIWasmtime

@testable import WasirunCommand

@Suite("--profile") struct ProfileOptionTests {
    private func plan(_ arguments: String...) throws -> RunPlan? {
        guard case .run(let plan) = try Request(arguments, environment: []) else { return nil }
        return plan
    }

    @Test("nothing is profiled until it is asked for") func off() throws {
        #expect(try plan("x.wasm", "--profile", "f")?.profile == nil)
        #expect(try plan("--net", "x.wasm", "--perf")?.profile == nil)
        #expect(try plan("--net", "x.wasm", "--perf")?.perf == nil)
    }

    @Test("a file, a rate and an address") func on() throws {
        #expect(try plan("--profile", "a.svg", "x.wasm")?.profile?.file == "a.svg")
        #expect(try plan("--profile", "a.svg", "x.wasm")?.profile?.rate == 1000)
        #expect(try plan("--profile=a", "--profile-rate", "250", "x.wasm")?.profile?.rate == 250)
        #expect(try plan("--pprof-addr", ":6060", "x.wasm")?.profile?.address?.host == .ipv4(.loopback, port: 6060))
        #expect(try plan("--pprof-addr", "localhost:0", "x.wasm")?.profile?.address?.host == .ipv4(.loopback, port: 0))
        #expect(try plan("--pprof-addr", "[::1]:1", "x.wasm")?.profile?.address?.host == .ipv6(.loopback, port: 1))
        #expect(try plan("--pprof-addr", "0.0.0.0:1", "x.wasm")?.profile?.address?.host == .ipv4(.any, port: 1))
        #expect(try plan("--pprof-addr", ":1", "x.wasm")?.profile?.file == nil)
    }

    @Test("what perf is told") func perf() throws {
        #expect(try plan("--perf", "x.wasm")?.perf == .map)
        #expect(try plan("--perf=map", "x.wasm")?.perf == .map)
        #expect(try plan("--perf=jitdump", "x.wasm")?.perf == .dump)
    }

    @Test(
        "what cannot be followed is a mistake",
        arguments: [
            ["--profile-rate", "0", "--profile", "f"], ["--profile-rate", "10001", "--profile", "f"], ["--profile", ""],
            ["--profile-rate", "5"], ["--pprof-addr", "x"], ["--pprof-addr", "name:80"], ["--pprof-addr", "1.2.3.4"],
            ["--pprof-addr", ":99999"], ["--perf=x"], ["--profile-rate", "x"],
        ])
    func mistakes(arguments: [String]) {
        #expect(throws: CommandFailure.self) { _ = try Request(arguments + ["x.wasm"], environment: []) }
    }
}

@Suite("wasirun --profile", .needsEngine) struct ProfileRunTests {
    let tree = TemporaryTree()

    private func run(_ arguments: String..., shell: String = "exec \"$@\"") -> CommandRun {
        CommandRun(arguments, in: tree, shell: shell)
    }

    private func read(_ name: String) -> PprofProfile? { PprofProfile(tree.content(name) ?? []) }

    /// Three parts of its time in `hot`, one in `cold`; about a second in all. Then what is given.
    private func computing(_ end: String = "", rounds: Int = 20_000) -> String {
        let declarations = """
            (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
            (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            """
        return computingProgram(rounds: rounds, declarations: declarations, end: end)
    }

    @Test("a profile names the hot function and gives it its share within five points", arguments: ["cranelift", "winch"])
    func share(compiler: String) throws {
        tree.file("x.wat", computing())
        #expect(run("--compiler", compiler, "--profile", "x.pb", "x.wat").status == 0)
        let profile = try #require(read("x.pb"))
        let (hot, cold) = (profile.total("cpu", in: "hot", anywhere: true), profile.total("cpu", in: "cold", anywhere: true))
        let share = Double(hot) / Double(hot + cold)
        #expect((0.70...0.80).contains(share), "\(share)")
        #expect(Set(profile.functions).isSuperset(of: ["_start", "hot", "cold", "work"]))
        let whole = Double(profile.total("cpu"))
        #expect(Double(profile.total("cpu", in: "work")) > 0.9 * whole)
        #expect(Double(profile.total("cpu", in: "_start", anywhere: true)) > 0.95 * whole)
    }

    @Test("the code is the same with and without a profile, and not compiled again") func code() throws {
        tree.file("x.wat", computing(rounds: 1))
        #expect(run("--cache", "cache", "--stats=json", "x.wat").errors.contains("\"compiled\": true"))
        for arguments in [["--profile", "f"], ["--pprof-addr", ":0"], ["--perf"]] {
            let run = CommandRun(["--cache", "cache", "--stats=json"] + arguments + ["x.wat"], in: tree)
            #expect(run.errors.contains("\"compiled\": false"), "\(arguments)")
        }
    }

    @Test("time in a host call is that call's, and told apart from time of a processor") func waiting() throws {
        tree.file(
            "x.wat",
            computing(
                """
                (i32.store (i32.const 144) (i32.const 1)) (i64.store (i32.const 152) (i64.const 400000000))
                (drop (call $poll (i32.const 128) (i32.const 256) (i32.const 1) (i32.const 512)))
                """, rounds: 100))
        #expect(run("--profile", "x.pb", "x.wat").status == 0)
        let profile = try #require(read("x.pb"))
        let waiting = profile.samples.filter { $0.labels["state"] == "waiting" }
        #expect(waiting.map(\.stack) == [["poll_oneoff", "_start"]])
        #expect((waiting.first?.values["wall"] ?? 0) > 300_000_000)
        #expect(waiting.first?.values["cpu"] == 0)
        #expect(profile.total("cpu", in: "poll_oneoff") < 100_000_000)
    }

    @Test("however a program ends, its profile is written")
    func ends() throws {
        tree.file("exit.wat", computing("(call $exit (i32.const 3))", rounds: 2000))
        tree.file("trap.wat", computing("unreachable", rounds: 2000))
        tree.file("endless.wat", computing("(loop $again (call $hot) (br $again))", rounds: 1))
        let term = "{ (sleep 1; kill -TERM $$) & exec \"$@\"; }"
        let cases: [([String], String, Int32)] = [
            (["exit.wat"], "exec \"$@\"", 3), (["trap.wat"], "exec \"$@\"", 134),
            (["--timeout", "200ms", "endless.wat"], "exec \"$@\"", 124), (["endless.wat"], term, 143),
            (["--timeout", "1h", "endless.wat"], term, 143),
        ]
        for (number, (arguments, shell, status)) in cases.enumerated() {
            let name = "\(number).pb"
            let run = CommandRun(["--profile", name] + arguments, in: tree, shell: shell)
            #expect(run.status == status, "\(arguments) \(run.errors)")
            #expect(read(name)?.functions.contains("hot") == true, "\(arguments)")
        }
    }

    @Test("the end of the file's name decides its form") func forms() {
        tree.file("x.wat", computing(rounds: 500))
        for name in ["x.svg", "x.json", "x.pb", "x.pb.gz", "x"] { #expect(run("--profile", name, "x.wat").errors == "") }
        #expect(tree.text("x.svg")?.hasPrefix("<?xml") == true)
        #expect(tree.text("x.json")?.hasPrefix("{\"meta\":") == true)
        #expect(tree.content("x.pb.gz")?.prefix(2) == [0x1f, 0x8b])
        #expect(tree.content("x")?.prefix(2) == [0x1f, 0x8b])
    }

    @Test("a file that cannot be written is told before the program runs") func unwritable() {
        tree.file("x.wat", Programs.arguments)
        let run = run("--profile", "missing/profile", "x.wat")
        #expect(run.status == 125)
        #expect(run.output == "")
        #expect(run.errors.contains("--profile missing/profile: cannot write"))
    }

    @Test("an address that cannot be served is told before the program runs") func address() {
        tree.file("x.wat", Programs.arguments)
        let run = run("--pprof-addr", "192.0.2.1:80", "x.wat")
        #expect(run.status == 125)
        #expect(run.output == "")
        #expect(run.errors.contains("--pprof-addr: profiles cannot be served at 192.0.2.1:80: "))
    }

    #if os(Linux)
        @Test("perf finds the names of the program's functions in its map, and the code in its dump") func perf() {
            tree.file("x.wat", computing(rounds: 1))
            let map = run("--perf", "x.wat", shell: "{ \"$@\" & wait $!; cat /tmp/perf-$!.map; rm -f /tmp/perf-$!.map; }")
            #expect(map.output.contains("hot") && map.output.contains("cold"), "\(map.errors)")
            let dump = run("--perf=jitdump", "x.wat", shell: "{ \"$@\" & wait $!; grep -q hot jit-$!.dump && echo found; }")
            #expect(dump.output == "found\n", "\(dump.errors)")
        }
    #endif
}
