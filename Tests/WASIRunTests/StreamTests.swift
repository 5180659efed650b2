import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIRun
import WASIWasmtime

@Suite("Streams", .needsEngine)
struct StreamTests {
    /// Copies standard input to standard output, in pieces of 64 bytes, and "e" to standard error for each.
    private var copying: WASICommand {
        var command = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 512) "e")
                  (func (export "_start") (local $failure i32)
                    (i32.store (i32.const 16) (i32.const 512)) (i32.store (i32.const 20) (i32.const 1))
                    (loop $again
                      (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 64))
                      (if (local.tee $failure (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                        (then (call $exit (local.get $failure))))
                      (if (i32.load (i32.const 8)) (then
                        (i32.store (i32.const 4) (i32.load (i32.const 8)))
                        (if (local.tee $failure (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))
                          (then (call $exit (local.get $failure))))
                        (drop (call $write (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 12)))
                        (br $again))))))
                """.utf8), name: "copy.wat")
        command.cache = .off
        return command
    }

    private func text(_ count: Int) -> String { String((0..<count).map { Character(Unicode.Scalar(97 + UInt8($0 % 26))) }) }

    @Test("bytes go in, and what is collected comes out, each stream for itself") func collected() throws {
        var command = copying
        command.standardInput = .text(text(200))
        command.standardOutput = .collect(limit: 1 << 20)
        command.standardError = .collect(limit: 1 << 20)
        let result = try command.run()
        #expect(result.status == .exited(.success))
        #expect(result.output.text == text(200))
        #expect(result.output.bytes == Array(text(200).utf8))
        #expect("\(result.output)" == text(200))
        #expect(!result.output.isTruncated)
        #expect(result.errorOutput.text == "eeee")
        // A command is a value: the next run begins anew.
        #expect(try command.run().output.text == text(200))
    }

    @Test("nothing is collected unless that was asked for") func uncollected() throws {
        var command = copying
        command.standardInput = .text("x")
        let result = try command.run()
        #expect(result.output.bytes.isEmpty && !result.output.isTruncated)
        #expect(result.errorOutput.bytes.isEmpty)
    }

    @Test("what exceeds the limit is left out, said so, and stops nobody", arguments: [0, 1, 64, 100, 199, 200])
    func limits(limit: Int) throws {
        var command = copying
        command.standardInput = .text(text(200))
        command.standardOutput = .collect(limit: limit)
        let result = try command.run()
        #expect(result.status == .exited(.success))
        #expect(result.output.text == text(limit))
        #expect(result.output.isTruncated == (limit < 200))
    }

    @Test("a limit of output counts what is collected, too") func outputLimit() throws {
        var command = copying
        command.standardInput = .text(text(200))
        command.standardOutput = .collect(limit: 1000)
        command.maximumOutputBytes = 130
        let result = try command.run()
        #expect(result.status == .interrupted(.output))
        #expect(result.output.text == text(128))
    }

    @Test("chunks are handed on as they are written") func chunks() throws {
        let received = Mutex<[String]>([])
        var command = copying
        command.standardInput = .text(text(130))
        command.standardOutput = .chunks { chunk in received.withLock { $0.append(String(decoding: chunk, as: UTF8.self)) } }
        _ = try command.run()
        #expect(received.withLock { $0 } == [text(64), String(text(128).dropFirst(64)), String(text(130).dropFirst(128))])
    }

    @Test("files are read, replaced and appended to") func files() throws {
        let tree = TemporaryTree()
        _ = tree.file("in", "from a file")
        var command = copying
        command.standardInput = .file("\(tree.path)/in")
        command.standardOutput = .file("\(tree.path)/out")
        _ = try command.run()
        _ = try command.run()
        #expect(tree.text("out") == "from a file")
        command.standardOutput = .file("\(tree.path)/out", appending: true)
        _ = try command.run()
        #expect(tree.text("out") == "from a filefrom a file")
    }

    @Test("a file that cannot be opened is named, before anything runs") func missingFile() {
        var command = copying
        command.standardInput = .file("/nowhere/at/all")
        #expect(
            throws: RunError.stream(name: "standard input", path: "/nowhere/at/all", reason: "No such file or directory")
        ) { try command.run() }
    }

    @Test("a program that writes 10 MB to a collected stream waits for nobody") func muchOutput() throws {
        var command = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 20)
                  (func (export "_start") (local $i i32)
                    (i32.store (i32.const 4) (i32.const 1048576))
                    (loop $again
                      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))))))
                """.utf8), name: "much.wat")
        command.cache = .off
        command.standardOutput = .collect(limit: 20 << 20)
        #expect(try command.run().output.bytes.count == 10 << 20)
    }

    @Test("streams in memory look like pipes, follow their numbers, and are ready") func nature() throws {
        var command = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_pread" (func $pread (param i32 i32 i32 i64 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_renumber" (func $renumber (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $status (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 512) "hello")
                  (func (export "seek") (result i32) (call $seek (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 8)))
                  (func (export "pread") (result i32)
                    (call $pread (i32.const 0) (i32.const 0) (i32.const 1) (i64.const 0) (i32.const 8)))
                  (func (export "type") (result i32)
                    (drop (call $status (i32.const 0) (i32.const 64))) (i32.load8_u (i32.const 64)))
                  (func (export "ready") (result i64)
                    (i32.store8 (i32.const 136) (i32.const 1)) (i32.store (i32.const 144) (i32.const 0))
                    (drop (call $poll (i32.const 128) (i32.const 256) (i32.const 1) (i32.const 300)))
                    (i64.load (i32.const 272)))
                  (func (export "write") (param i32) (result i32)
                    (i32.store (i32.const 0) (i32.const 512)) (i32.store (i32.const 4) (i32.const 5))
                    (call $write (local.get 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                  (func (export "renumber") (param i32 i32) (result i32) (call $renumber (local.get 0) (local.get 1)))
                  (func (export "close") (param i32) (result i32) (call $close (local.get 0))))
                """.utf8), name: "nature.wat")
        command.cache = .off
        command.standardInput = .text("seven b")
        command.standardOutput = .collect(limit: 100)
        let guest = try command.instance()
        #expect(try guest.call("seek") == [.i32(70)])
        #expect(try guest.call("pread") == [.i32(70)])
        #expect(try guest.call("type") == [.i32(0)])
        #expect(try guest.call("ready") == [.i64(7)])
        #expect(try guest.call("write", 1) == [.i32(0)])
        #expect(try guest.call("renumber", 1, 2) == [.i32(0)])
        #expect(try guest.call("write", 1) == [.i32(8)])
        #expect(try guest.call("write", 2) == [.i32(0)])
        #expect(try guest.call("close", 2) == [.i32(0)])
        #expect(try guest.call("write", 2) == [.i32(8)])
        #expect(guest.result().output.text == "hellohello")
    }
}
