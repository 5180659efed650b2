import EngineTestSupport
import TestSupport
import Testing
import WASICore
import WASIMemory
import WASIRun
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The path of a built test program of this checkout; `make programs` builds them.
private func program(_ name: String) -> String {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return "\(root)/.guests/\(name).wasm"
}

private let hasPrograms = ["c/files", "c/directories", "go/files", "go/timers", "go/echo"].allSatisfy {
    access(program($0), R_OK) == 0
}

@Suite(
    "Programs in memory",
    .needsEngine,
    .enabled(if: hasPrograms, "the programs are not there; `make programs` builds them"))
struct MemoryTests {
    private func command(_ name: String) -> WASICommand {
        var command = WASICommand(program(name))
        command.cache = .off
        command.compiler = .winch
        command.standardOutput = .collect(limit: 1 << 20)
        command.standardError = .collect(limit: 1 << 20)
        return command
    }

    @Test(
        "what C's and Go's libraries promise of files holds in memory",
        arguments: ["c/files", "c/directories", "c/links", "c/times", "go/files"])
    func files(_ name: String) throws {
        var command = command(name)
        let files = MemoryFileSystem()
        command.useMemory { memory in
            memory.files = files
            memory.grants = [MemoryGrant("/")]
        }
        let result = try command.run()
        #expect(result.status == .exited(.success), "\(result.output.text)\(result.errorOutput.text)")
    }

    @Test("a Go program's timers run in virtual time")
    func timers() throws {
        var command = command("go/timers")
        let clock = MemoryClock.virtual(step: .nanoseconds(1_000))
        command.useMemory { memory in memory.clock = clock }
        let result = try command.run()
        #expect(result.status == .exited(.success), "\(result.output.text)\(result.errorOutput.text)")
        #expect(result.output.text == "timers\n")
    }

    @Test("arguments, environment and streams in memory are the command's own")
    func streams() throws {
        var command = command("go/echo")
        command.arguments = ["a", "b"]
        command.environment = [EnvironmentVariable(name: "GREETING", value: "hello")]
        command.standardInput = .text("one\ntwo\n")
        command.useMemory()
        #expect(try command.run().output.text == "a|b hello\nONE\nTWO\n")
        // The same by what the closure sets.
        let output = MemoryBuffer()
        command.standardInput = .null
        command.standardOutput = .null
        command.useMemory { memory in
            memory.standardInput = .text("three\n")
            memory.standardOutput = .buffer(output)
        }
        _ = try command.run()
        #expect(output.text == "a|b hello\nTHREE\n")
    }

    @Test("a program that waits in memory is stopped by its time limit")
    func timeout() throws {
        var command = command("go/echo")
        command.timeout = .milliseconds(300)
        let pipe = MemoryPipe()
        command.useMemory { memory in memory.standardInput = .pipe(pipe) }
        #expect(try command.run().status == .interrupted(.timeout))
    }

    @Test("directories of the host are mounted behind those in memory, and sockets of the host are refused")
    func mounted() throws {
        let tree = TemporaryTree()
        var command = command("c/files")
        command.grants = [.readWrite(tree.path, as: "/")]
        command.useMemory()
        #expect(try command.run().status == .exited(.success))
        command.sockets = [.listen(SocketEndpoint(.internet(host: "127.0.0.1", service: "0", .ipv4)))]
        #expect(throws: RunError.system("a program that runs in memory cannot be given sockets of the host")) {
            try command.run()
        }
    }

    @Test("with an overlay, a program changes files of the host and nothing of it remains")
    func overlay() throws {
        let tree = TemporaryTree()
        tree.file("kept", "content")
        var command = command("c/files")
        command.grants = [.readWrite(tree.path, as: "/")]
        command.overlay = OverlaySystem.defaultLimits
        let result = try command.run()
        #expect(result.status == .exited(.success), "\(result.errorOutput.text)")
        #expect(tree.names() == ["kept"])
        // Without it, the program leaves something; so it did change files.
        #expect(tree.text("kept") == "content")
    }
}
