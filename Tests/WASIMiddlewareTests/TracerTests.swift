import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

/// What a tracer writes; each piece is one write.
private func trace(
    failing failure: Errno? = nil, _ change: (inout TraceOptions) -> Void = { _ in },
    _ calls: (any SystemInterface) throws -> Void = everyCall
) throws -> [String] {
    let script = Script()
    let scripted = try UnixSystem(UnixConfiguration()).intercepted(by: script)
    var options = TraceOptions()
    change(&options)
    var pieces: [String] = []
    var now: UInt64 = 1_000
    let tracer = Tracer(
        options, sink: .lines { pieces.append(String(repairing: $0)) }, epoch: 1_700_000_000_000_000_000,
        now: {
            now += 1_500
            return now
        })
    let system = tracer.wrapping(scripted)
    script.failure = failure
    try calls(system)
    return pieces
}

@Suite("The tracer")
struct TracerTests {
    @Test("every call, as text")
    func text() throws { expectGolden(try trace().joined(), "trace") }

    @Test("every call, failing")
    func failing() throws { expectGolden(try trace(failing: .noSuchFileOrDirectory).joined(), "trace-failing") }

    @Test("every call, as JSON lines")
    func json() throws { expectGolden(try trace { $0.format = .json }.joined(), "trace-json") }

    @Test("every call, as trace events")
    func chrome() throws { expectGolden(try trace { $0.format = .chrome }.joined(), "trace-chrome") }

    @Test("no byte of the guest is written raw, in any form", arguments: TraceOptions.Format.allCases)
    func escapes(format: TraceOptions.Format) throws {
        let raw = try trace { $0.format = format }.joined().utf8.filter { ($0 < 0x20 && $0 != 0x0a) || $0 >= 0x7f }
        #expect(raw.isEmpty)
    }

    @Test("each line is one write, and every call of the interface has one")
    func lines() throws {
        let lines = try trace()
        #expect(lines.count == SystemCallName.allCases.count)
        #expect(lines.allSatisfy { $0.hasSuffix("\n") && $0.filter { $0 == "\n" }.count == 1 })
        #expect(Set(lines.map { String($0.prefix { $0 != "(" }) }) == Set(SystemCallName.allCases.map(\.description)))
    }

    @Test(
        "times",
        arguments: [
            (TraceOptions.Time.none, "sched_yield() = 0\n"), (.relative, "0.000001 sched_yield() = 0\n"),
            (.absolute, "1700000000.000004 sched_yield() = 0\n"), (.duration, "sched_yield() = 0 <0.000001>\n"),
        ])
    func times(time: TraceOptions.Time, expected: String) throws {
        #expect(try trace({ $0.time = time }) { try $0.yield() } == [expected])
    }

    @Test("what a descriptor stands for follows it through opening, renumbering and closing")
    func names() throws {
        let lines = try trace({ _ in }) { system in
            let target = Descriptor(rawValue: 9)
            let fd = try withPath("sub/a.txt") { p throws(Errno) in
                try system.open(p, follow: [], options: [], rights: .read, inheriting: [], flags: [])
            }
            try system.renumber(fd, to: target)
            try system.sync(fd)
            try system.close(target)
            try system.sync(target)
        }
        #expect(
            lines.joined() == """
                path_open(3</data>, "sub/a.txt", 0, 0, fd_read, 0, 0) = 4</data/sub/a.txt>
                fd_renumber(4</data/sub/a.txt>, 9) = 0
                fd_sync(4) = 0
                fd_close(9</data/sub/a.txt>) = 0
                fd_sync(9) = 0

                """)
    }

    @Test("buffers are cut at the string size")
    func cutting() throws {
        let lines = try trace({ $0.stringSize = 3 }) { system in
            _ = try withData(Array("abcdef".utf8)) { b throws(Errno) in try system.write(.standardOutput, from: b) }
        }
        #expect(lines == ["fd_write(1<stdout>, \"abc\"..., 6) = 6\n"])
    }

    @Test(
        "filters",
        arguments: [
            ("clock_*", ["clock_res_get", "clock_time_get"]), ("clocks,!clock_res_get", ["clock_time_get"]),
            ("random,proc_*", ["proc_raise", "random_get", "proc_exit"]),
            ("fd=1", ["fd_write"]), ("path=/data/l", ["path_readlink", "path_symlink"]),
        ])
    func filters(list: String, names: [String]) throws {
        let filter = try TraceFilter(list)
        #expect(try trace { $0.filter = filter }.map { String($0.prefix { $0 != "(" }) } == names)
    }

    @Test("only failures")
    func failures() throws {
        #expect(try trace { $0.filter.onlyFailures = true } == [])
        // Arguments, environment and exit cannot fail.
        let failed = try trace(failing: .ioError) { $0.filter.onlyFailures = true }
        #expect(failed.count == SystemCallName.allCases.count - 3)
    }

    @Test("a filter that means nothing is refused", arguments: ["nix", "fd=x", "path_open,!"])
    func badFilter(list: String) { #expect(throws: TraceFilterError.self) { try TraceFilter(list) } }

    @Test("a trace of events is an array wherever it is cut behind a line")
    func cutEvents() throws {
        let pieces = try trace { $0.format = .chrome }
        #expect(pieces[0].hasPrefix("[\n{"))
        #expect(pieces.allSatisfy { $0.hasSuffix("},\n") })
        #expect(pieces.dropFirst().allSatisfy { $0.hasPrefix("{") })
    }
}
