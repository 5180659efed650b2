import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMemory

@Suite("Standard streams in memory")
struct StreamTests {
    @Test("a guest reads text up to its end, and writes to a buffer")
    func textAndBuffer() throws {
        let output = MemoryBuffer()
        var configuration = MemoryConfiguration()
        configuration.standardInput = .text("Ada\n")
        configuration.standardOutput = .buffer(output)
        let guest = Guest(try MemorySystem(configuration))
        #expect(try guest.read(.standardInput, 2) == "Ad")
        #expect(try guest.read(.standardInput) == "a\n")
        #expect(try guest.read(.standardInput) == "")
        try guest.write(.standardOutput, "Hello, ")
        try guest.write(.standardOutput, "Ada!")
        #expect(output.text == "Hello, Ada!")
        #expect(output.take() == Array("Hello, Ada!".utf8))
        #expect(output.bytes == [])
    }

    @Test("a buffer has a limit, of which the guest is told")
    func limit() throws {
        let output = MemoryBuffer(maximumBytes: 5)
        var configuration = MemoryConfiguration()
        configuration.standardOutput = .buffer(output)
        let guest = Guest(try MemorySystem(configuration))
        #expect(try guest.write(.standardOutput, "Hello!") == 5)
        #expect(throws: Errno.noSpace) { try guest.write(.standardOutput, "!") }
        #expect(output.text == "Hello")
    }

    @Test("a function sees every write, and nothing is read or written where nothing is")
    func function() throws {
        let seen = Mutex<[String]>([])
        var configuration = MemoryConfiguration()
        configuration.standardError = .function { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            seen.withLock { $0.append(text) }
        }
        let guest = Guest(try MemorySystem(configuration))
        try guest.write(.standardError, "one")
        try guest.write(.standardError, "two")
        #expect(seen.withLock { $0 } == ["one", "two"])
        #expect(try guest.read(.standardInput) == "")
        #expect(try guest.write(.standardOutput, "lost") == 4)
    }

    @Test("a write of more than a pipe holds waits for the reader, and all of it arrives")
    func backpressure() throws {
        let pipe = MemoryPipe(capacity: 10)
        var configuration = MemoryConfiguration()
        configuration.standardOutput = .pipe(pipe)
        let box = Box(try MemorySystem(configuration))
        let written = Atomic<Int>(0)
        let text = String(repeating: "0123456789abc", count: 100)
        let thread = HostThread {
            written.store((try? Guest(box.system).write(.standardOutput, text)) ?? -1, ordering: .relaxed)
            pipe.closeWriting()
        }
        #expect(String(decoding: pipe.readToEnd(), as: UTF8.self) == text)
        thread.join()
        #expect(written.load(ordering: .relaxed) == 1_300)
    }

    @Test("a write of a descriptor that does not wait writes what has room, and then says that nothing has")
    func nonBlocking() throws {
        let pipe = MemoryPipe(capacity: 10)
        var configuration = MemoryConfiguration()
        configuration.standardOutput = .pipe(pipe)
        configuration.nonBlockingStandardStreams = true
        let guest = Guest(try MemorySystem(configuration))
        let writable = Subscription(userData: 0, kind: .write(.standardOutput))
        let now = Subscription(
            userData: 1, kind: .clock(.monotonic, timeout: .zero, precision: .zero, isAbsolute: false))
        #expect(try guest.write(.standardOutput, "0123456789abc") == 10)
        #expect(throws: Errno.resourceTemporarilyUnavailable) { try guest.write(.standardOutput, "x") }
        #expect(try guest.poll([writable, now]).map(\.userData) == [1])
        #expect(pipe.read(atMost: 4) == Array("0123".utf8))
        #expect(try guest.poll([writable, now]).map(\.userData) == [0, 1])
        #expect(try guest.write(.standardOutput, "abc") == 3)
    }

    @Test("who writes to a pipe that nobody reads any more is told so, and a poll tells of it")
    func broken() throws {
        let pipe = MemoryPipe()
        var configuration = MemoryConfiguration()
        configuration.standardOutput = .pipe(pipe)
        let guest = Guest(try MemorySystem(configuration))
        pipe.closeReading()
        #expect(throws: Errno.brokenPipe) { try guest.write(.standardOutput, "x") }
        let events = try guest.poll([Subscription(userData: 0, kind: .write(.standardOutput))])
        #expect(events == [Event(userData: 0, type: .write, isHangup: true)])
        #expect(!pipe.write("y"))
    }

    @Test("a read that waits is ended by what another thread writes, and by an interruption")
    func waiting() throws {
        let pipe = MemoryPipe()
        var configuration = MemoryConfiguration()
        configuration.standardInput = .pipe(pipe)
        let system = try MemorySystem(configuration)
        let guest = Guest(system)
        let writer = HostThread {
            HostThread.pause(milliseconds: 5)
            pipe.write("late")
        }
        #expect(try guest.read(.standardInput) == "late")
        writer.join()
        let interrupter = system.interrupter
        let other = HostThread {
            HostThread.pause(milliseconds: 5)
            interrupter.interrupt()
        }
        #expect(throws: Errno.canceled) { try guest.read(.standardInput) }
        other.join()
    }
}
