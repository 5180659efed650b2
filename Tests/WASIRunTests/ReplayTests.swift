import EngineTestSupport
import TestSupport
import Testing
import WASIRun
import WASIWasmtime

@Suite(
    "Recording and replaying from Swift",
    .needsEngine)
struct ReplayTests {
    let tree = TemporaryTree()

    /// Writes 32 random bytes and the time.
    private let program = """
        (module
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\40\\00\\00\\00\\28\\00\\00\\00")
          (func (export "_start")
            (drop (call $random (i32.const 64) (i32.const 32)))
            (drop (call $time (i32.const 0) (i64.const 1) (i32.const 96)))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
            (if (i32.and (i32.load8_u (i32.const 64)) (i32.const 0)) (then unreachable)))
          (func (export "add") (param i32 i32) (result i32)
            (drop (call $random (i32.const 64) (i32.const 32)))
            (i32.add (local.get 0) (local.get 1))))
        """

    private func output(of command: WASICommand, _ run: (WASICommand) throws -> RunResult) throws -> (RunResult, [UInt8]) {
        let pipe = HostPair.pipe()
        var command = command
        command.standardOutput = .descriptor(pipe.writer)
        let result = try run(command)
        return (result, pipe.receive())
    }

    private var command: WASICommand {
        var command = WASICommand(Array(program.utf8), name: "test.wat")
        command.cache = .off
        return command
    }

    @Test("guests that share a thread and wait are recorded, each for itself") func recordedOnExecutor() async throws {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 1
        let executor = try GuestExecutor(configuration)
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        var reading = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 0) "\\40\\00\\00\\00\\05\\00\\00\\00")
                  (func (export "_start")
                    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))
                    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))
                """.utf8), name: "read.wat")
        reading.cache = .off
        reading.standardInput = .sequence(input)
        reading.standardOutput = .collect(limit: 100)
        reading.recording = RunRecording(tree.absolute("waiting.rec"))
        var random = command
        random.standardOutput = .collect(limit: 100)
        random.recording = RunRecording(tree.absolute("random.rec"))
        // A module that is compiled already has not kept its bytes.
        var prepared = random
        prepared.module = .prepared(try PreparedModule(command.module))
        await #expect(throws: RunError.self) { try await prepared.run(on: executor) }

        let waiting = reading
        let task = Task { try await waiting.run(on: executor) }
        while executor.guestCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
        let first = try await random.run(on: executor)
        continuation.yield(Array("hello".utf8))
        #expect(try await task.value.output.text == "hello")
        for (name, expected) in [("random.rec", first.output.bytes), ("waiting.rec", Array("hello".utf8))] {
            var replaying = try WASICommand(replaying: tree.absolute(name))
            replaying.cache = .off
            replaying.standardOutput = .collect(limit: 100)
            let replayed = try replaying.replay()
            #expect(replayed.status == .exited(.success))
            #expect(replayed.divergence == nil)
            #expect(replayed.output.bytes == expected)
        }
    }

    @Test("a recording replays 100 times to the same output")
    func hundredTimes() throws {
        var recording = command
        recording.recording = RunRecording(tree.absolute("run.rec"))
        let (recorded, first) = try output(of: recording) { try $0.run() }
        #expect(recorded.status == .exited(.success))
        #expect(recorded.recordingFailure == nil)
        #expect(first.count == 40)
        let (_, other) = try output(of: command) { try $0.run() }
        #expect(other != first)
        var replaying = try WASICommand(replaying: tree.absolute("run.rec"))
        replaying.cache = .off
        for _ in 0..<100 {
            let (replayed, again) = try output(of: replaying) { try $0.replay() }
            #expect(replayed.status == recorded.status)
            #expect(replayed.divergence == nil)
            #expect(again == first)
        }
    }

    @Test("the call of an export with values is made again")
    func export() throws {
        var recording = command
        recording.recording = RunRecording(tree.absolute("run.rec"))
        #expect(try recording.call("add", [.i32(40), .i32(2)]).values == [.i32(42)])
        #expect(try WASICommand(replaying: tree.absolute("run.rec")).replay().values == [.i32(42)])
    }

    @Test("a replay that leaves its recording says where")
    func divergence() throws {
        var recording = command
        recording.recording = RunRecording(tree.absolute("run.rec"))
        _ = try recording.run()
        var replaying = try WASICommand(replaying: tree.absolute("run.rec"))
        // Another program than was recorded.
        replaying.module = .bytes(
            Array(program.replacing("(i32.const 64) (i32.const 32)))", "(i32.const 64) (i32.const 16)))").utf8),
            name: "test.wat")
        let result = try replaying.replay()
        #expect(result.divergence?.call == 1)
        #expect(
            result.divergence?.description
                == "the replay diverged at call 1: the program made the call random_get(16), and the recording has random_get(32)"
        )
    }

    @Test("a file that cannot be written is an error before the program runs, and later one that is told")
    func failures() throws {
        var recording = command
        recording.recording = RunRecording(tree.absolute("missing/run.rec"))
        #expect(
            throws: RunError.recording(tree.absolute("missing/run.rec"), reason: "No such file or directory")
        ) { try recording.run() }
        #if os(Linux)
            recording.recording = RunRecording("/dev/full")
            let result = try recording.run()
            #expect(result.status == .exited(.success))
            #expect(result.recordingFailure == "No space left on device")
        #endif
    }
}

extension String {
    fileprivate func replacing(_ part: String, _ other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
    }
}
