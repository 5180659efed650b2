import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

/// A recording of some calls on a scripted system, and what the calls returned as a tracer shows it.
struct Taken {
    var bytes: [UInt8] = []
    var trace = ""
    var batches = 0
}

func header() -> RecordingHeader {
    var header = RecordingHeader(
        producer: "test", moduleName: "tool.wasm", moduleDigest: [1, 2, 3], moduleByteCount: 4)
    header.time = .nanoseconds(1_700_000_000_000_000_000)
    header.arguments = ["tool", "one"]
    header.environment = [EnvironmentVariable(name: "HOME", value: "/")]
    header.settings = [RecordingHeader.Setting(name: "sockets", value: "auto")]
    return header
}

/// Records.
func record(
    failing failure: Errno? = nil, module: [UInt8]? = [0, 97, 115, 109],
    ending: RecordedEnding? = RecordedEnding(.exited, code: 3),
    compressing: Bool = true, _ calls: (any SystemInterface) throws -> Void = everyCall
) throws -> Taken {
    var taken = Taken()
    let script = Script()
    let scripted = try UnixSystem(UnixConfiguration()).intercepted(by: script)
    let recorder = Recorder(header(), module: module) { batch in
        taken.bytes += batch.encoded(compressing: compressing)
        taken.batches += 1
    }
    let observed = recorder.observed(scripted)
    let tracer = Tracer { taken.trace += String(repairing: $0) }
    let system = recorder.wrapping(tracer.wrapping(observed))
    script.failure = failure
    try calls(system)
    if let ending { recorder.finish(ending) }
    return taken
}

/// What a replay comes to.
struct Replayed {
    var trace = ""
    var output = ""
    var errors = ""
    var divergence: Divergence?
    /// With what it was stopped, one for each time.
    var stops: [RecordedEnding?] = []
}

/// Replays.
func replay(
    _ bytes: [UInt8], ending: RecordedEnding? = RecordedEnding(.exited, code: 3),
    _ calls: (any SystemInterface) throws -> Void = everyCall
) throws -> Replayed {
    var replayed = Replayed()
    let replay = Replay(try RecordingReader(RecordingBytes(bytes))) { stream, bytes in
        if stream == .standardOutput {
            replayed.output += String(repairing: bytes)
        } else {
            replayed.errors += String(repairing: bytes)
        }
    }
    replay.onStop = { replayed.stops.append($0) }
    let tracer = Tracer { replayed.trace += String(repairing: $0) }
    try calls(tracer.wrapping(replay.system))
    if let ending { replay.finish(ending) }
    replayed.divergence = replay.divergence
    return replayed
}

/// Writes a text to a descriptor.
func write(_ text: String, to fd: Descriptor, _ system: any SystemInterface) throws {
    _ = try withData(Array(text.utf8)) { buffers throws(Errno) in try system.write(fd, from: buffers) }
}

@Suite("Recorder and replay")
struct RecordingTests {
    @Test("every call is answered as it was recorded, and shows the same trace")
    func everyCallAgain() throws {
        let taken = try record()
        let replayed = try replay(taken.bytes)
        #expect(replayed.divergence == nil)
        #expect(replayed.trace == taken.trace)
        #expect(replayed.trace.split(separator: "\n").count == SystemCallName.allCases.count)
        #expect(replayed.output == String(repeating: "x", count: 40))
        #expect(replayed.stops == [])
    }

    @Test("calls that failed fail again")
    func failures() throws {
        let taken = try record(failing: .noSuchFileOrDirectory)
        let replayed = try replay(taken.bytes)
        #expect(replayed.divergence == nil)
        #expect(replayed.trace == taken.trace)
        #expect(replayed.output == "")
    }

    @Test("a replay answers the same without compression")
    func stored() throws {
        let taken = try record(compressing: false)
        #expect(try replay(taken.bytes).trace == taken.trace)
        #expect(try taken.bytes.count > record().bytes.count)
    }

    @Test("the header, the module and the end come back")
    func contents() throws {
        let reader = try RecordingReader(RecordingBytes(try record().bytes))
        #expect(reader.header.producer == "test")
        #expect(reader.header.moduleName == "tool.wasm")
        #expect(reader.header.moduleDigest == [1, 2, 3])
        #expect(reader.header.arguments == ["tool", "one"])
        #expect(reader.header.environment == [EnvironmentVariable(name: "HOME", value: "/")])
        #expect(reader.header.setting("sockets") == "auto")
        #expect(reader.header.time == .nanoseconds(1_700_000_000_000_000_000))
        #expect(reader.module == [0, 97, 115, 109])
        #expect(reader.end == nil)
        reader.readToEnd()
        #expect(reader.end == .complete(RecordedEnding(.exited, code: 3)))
        #expect(reader.callCount == UInt64(SystemCallName.allCases.count))
    }

    @Test("a recording can do without the module")
    func withoutModule() throws {
        let reader = try RecordingReader(RecordingBytes(try record(module: nil).bytes))
        #expect(!reader.header.hasModule)
        #expect(reader.module == nil)
    }

    @Test("output follows the streams to other numbers, as far as it was written")
    func streams() throws {
        let number = Descriptor(rawValue: 7)
        func calls(_ system: any SystemInterface) throws {
            try write("one ", to: .standardOutput, system)
            try system.renumber(.standardOutput, to: number)
            try write("two ", to: number, system)
            try write("elsewhere", to: .standardOutput, system)
            try write("errors", to: .standardError, system)
            try system.close(number)
            try write("nowhere", to: number, system)
        }
        let replayed = try replay(try record(calls).bytes, calls)
        #expect(replayed.divergence == nil)
        #expect(replayed.output == "one two ")
        #expect(replayed.errors == "errors")
    }

    @Test("batches are complete by themselves: a large read makes one")
    func batches() throws {
        let taken = try record { system in
            for _ in 0..<200_000 { _ = try system.time(of: .monotonic, precision: .zero) }
        }
        #expect(taken.batches > 8)
        // The same again and again takes little room.
        #expect(taken.bytes.count < 200_000)
    }

    @Test("recording does not allocate, but for its batches", .enabled(if: countsAllocations))
    func allocationFree() throws {
        let recorder = Recorder(header(), module: nil) { _ in }
        let system = recorder.wrapping(try UnixSystem(UnixConfiguration()))
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
        let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)
        segments.initialize(to: BufferSegment(base: bytes.baseAddress, count: bytes.count))
        defer {
            bytes.deallocate()
            segments.deallocate()
        }
        func calls() throws(Errno) {
            let list = UnsafeBufferPointer(start: UnsafePointer(segments), count: 1)
            _ = try system.time(of: .monotonic, precision: .zero)
            _ = try system.write(.standardOutput, from: GatherBuffers(segments: list, byteCount: 16))
            var space = ScatterBuffers(segments: list, byteCount: 16)
            _ = try system.read(.standardInput, into: &space)
            var span = bytes.mutableBytes
            try system.randomBytes(into: &span)
        }
        try calls()
        #expect(try allocations { for _ in 0..<100 { try calls() } } == 0)
    }

    @Test("the numbers of calls in recordings stay what they are")
    func numbers() {
        let names = SystemCallName.allCases.map { "\($0.rawValue) \($0)" }
        #expect(names.joined(separator: "\n") == callNumbers)
    }
}

@Suite("Where a replay ends")
struct DivergenceTests {
    @Test("another call is told with both, in the tracer's words")
    func otherCall() throws {
        let bytes = try record { system in
            try system.yield()
            _ = try system.time(of: .realtime, precision: .nanoseconds(1000))
        }.bytes
        let replayed = try replay(bytes) { system in
            try system.yield()
            #expect(throws: Errno.canceled) { try write("hello", to: .standardOutput, system) }
            // All that follows fails, and changes nothing.
            #expect(throws: Errno.canceled) { try system.yield() }
        }
        #expect(
            replayed.divergence?.description
                == "the replay diverged at call 2: the program made the call fd_write(1<stdout>, \"hello\", 5), and the recording has "
                + "clock_time_get(realtime, 0.000001000)")
        #expect(replayed.output == "")
        #expect(replayed.stops == [nil])
    }

    @Test("what is written is compared byte by byte", arguments: [1, 7, 8, 31, 32, 33, 4096])
    func writtenBytes(count: Int) throws {
        let text = [UInt8](repeating: 0x61, count: count)
        func calls(_ text: [UInt8]) -> (any SystemInterface) throws -> Void {
            { system in _ = try withData(text) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) }
            }
        }
        let bytes = try record(calls(text)).bytes
        for changed in Set([0, count / 2, count - 1]) {
            var other = text
            other[changed] = 0x62
            #expect(try replay(bytes, { try? calls(other)($0) }).divergence?.call == 1)
        }
        #expect(try replay(bytes, calls(text)).divergence == nil)
    }

    @Test("a program that ends early, late or otherwise has diverged")
    func ends() throws {
        let bytes = try record { try $0.yield() }.bytes
        #expect(
            try replay(bytes) { _ in }.divergence?.description
                == "the replay diverged at call 1: the program ended with the code 3, and the recording has sched_yield()")
        #expect(
            try replay(bytes) { system in
                try system.yield()
                try? system.yield()
            }.divergence?.description
                == "the replay diverged at call 2: the program made the call sched_yield(), and in the recording the program ended with the code 3"
        )
        #expect(
            try replay(bytes, ending: RecordedEnding(.trapped, message: "unreachable")) { try $0.yield() }.divergence?
                .description
                == "the replay diverged after call 1, the last: the program was stopped for a mistake (unreachable), and in the recording the program ended with the code 3"
        )
        #expect(try replay(bytes) { try $0.yield() }.divergence == nil)
    }

    @Test("a run that was stopped from outside is stopped behind the same call")
    func interrupted() throws {
        let ending = RecordedEnding(.interrupted, code: 1, message: "it has reached the time limit")
        let bytes = try record(ending: ending) { try $0.yield() }.bytes
        let replayed = try replay(bytes, ending: ending) { system in
            try system.yield()
            #expect(throws: Errno.canceled) { try system.yield() }
        }
        #expect(replayed.stops == [ending])
        #expect(replayed.divergence == nil)
    }

    @Test("a recording that was never finished ends behind its last batch")
    func cut() throws {
        let whole = try record(ending: nil) { system in
            for _ in 0..<100_000 { _ = try system.time(of: .monotonic, precision: .zero) }
        }
        var answered = 0
        let replayed = try replay(whole.bytes, ending: nil) { system in
            while (try? system.time(of: .monotonic, precision: .zero)) != nil { answered += 1 }
        }
        #expect(answered > 50_000 && answered < 100_000)
        #expect(
            replayed.divergence?.description
                == "the recording ends after call \(answered), before the program did: whoever recorded it was stopped")
        #expect(replayed.stops == [nil])
    }
}

private let callNumbers = """
    0 args_get
    1 environ_get
    2 clock_res_get
    3 clock_time_get
    4 fd_advise
    5 fd_allocate
    6 fd_close
    7 fd_datasync
    8 fd_fdstat_get
    9 fd_fdstat_set_flags
    10 fd_fdstat_set_rights
    11 fd_filestat_get
    12 fd_filestat_set_size
    13 fd_filestat_set_times
    14 fd_pread
    15 fd_prestat_get
    16 fd_pwrite
    17 fd_read
    18 fd_renumber
    19 fd_seek
    20 fd_sync
    21 fd_tell
    22 fd_write
    23 fd_readdir
    24 path_create_directory
    25 path_filestat_get
    26 path_filestat_set_times
    27 path_link
    28 path_open
    29 path_readlink
    30 path_remove_directory
    31 path_rename
    32 path_symlink
    33 path_unlink_file
    34 poll_oneoff
    35 proc_exit
    36 proc_raise
    37 sched_yield
    38 random_get
    39 sock_open
    40 sock_bind
    41 sock_connect
    42 sock_listen
    43 sock_accept
    44 sock_recv
    45 sock_send
    46 sock_shutdown
    47 sock_recv_from
    48 sock_send_to
    49 sock_getsockopt
    50 sock_setsockopt
    51 sock_getlocaladdr
    52 sock_getpeeraddr
    53 sock_getaddrinfo
    """
