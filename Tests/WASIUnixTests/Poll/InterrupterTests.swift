#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Interrupting a system")
struct InterrupterTests {
    /// Interrupts a system while `body` waits; the error that ends it.
    private func interrupted(_ system: UnixSystem, _ body: () throws(Errno) -> Void) -> Errno? {
        let interrupter = system.interrupter
        let thread = HostThread {
            HostThread.pause(milliseconds: 20)
            interrupter.interrupt()
        }
        let error = failure(body)
        thread.join()
        return error
    }

    private func listener() -> Int32 {
        #if canImport(Glibc)
            let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let fd = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        listen(fd, 5)
        return fd
    }

    @Test("ends a read of a pipe")
    func read() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardInput = .descriptor(pipe.reader) }
        #expect(interrupted(system) { () throws(Errno) in _ = try system.readText(.standardInput) } == .canceled)
    }

    @Test("ends a read of a terminal")
    func terminal() throws {
        let terminal = HostTerminal()
        let system = try makeSystem { $0.standardInput = .descriptor(terminal.terminal) }
        #expect(interrupted(system) { () throws(Errno) in _ = try system.readText(.standardInput) } == .canceled)
    }

    @Test("ends a write to a full pipe, after reporting what was written")
    func write() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardOutput = .descriptor(pipe.writer) }
        let block = [UInt8](repeating: 1, count: 1 << 20)
        var written = 0
        let first = interrupted(system) { () throws(Errno) in
            written = try writing([block]) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) }
        }
        #expect(first == nil)
        #expect(written >= 60_000 && written < 1 << 20)
        #expect(failure { () throws(Errno) in try system.write(.standardOutput, "x") } == .canceled)
    }

    @Test("ends a poll")
    func poll() throws {
        let system = try makeSystem()
        let forever = Subscription(
            userData: 1, kind: .clock(.monotonic, timeout: .max, precision: .zero, isAbsolute: false))
        #expect(interrupted(system) { () throws(Errno) in _ = try system.events([forever]) } == .canceled)
        #expect(failure { () throws(Errno) in try system.events([forever]) } == .canceled)
    }

    @Test("ends an accept")
    func accept() throws {
        let fd = listener()
        defer { close(fd) }
        let system = try makeSystem { $0.sockets = [SocketGrant(descriptor: fd)] }
        #expect(interrupted(system) { () throws(Errno) in _ = try system.accept(.number(3), flags: []) } == .canceled)
    }

    @Test("ends a receive")
    func receive() throws {
        let pair = HostPair.sockets()
        let system = try makeSystem { $0.sockets = [SocketGrant(descriptor: pair.reader)] }
        let error = interrupted(system) { () throws(Errno) in
            _ = try reading([10]) { buffers throws(Errno) in
                try system.receive(.number(3), into: &buffers, flags: []).byteCount
            }
        }
        #expect(error == .canceled)
    }

    @Test("ends a long request for randomness")
    func random() throws {
        let system = try makeSystem()
        system.interrupter.interrupt()
        var bytes = [UInt8](repeating: 0, count: 100_000)
        var span = bytes.mutableSpan
        var view = span.mutableBytes
        #expect(failure { () throws(Errno) in try system.randomBytes(into: &view) } == .canceled)
    }

    @Test("leaves alone what need not wait, may come early and twice, and outlives the system")
    func sticky() throws {
        let tree = TemporaryTree()
        var system: UnixSystem? = try makeSystem()
        let interrupter = try #require(system?.interrupter)
        interrupter.interrupt()
        interrupter.interrupt()
        #expect(interrupter.isInterrupted)
        let fd = try #require(try system?.adopt(tree.file("f", "content")))
        #expect(try system?.readText(fd) == "content")
        #expect(try system?.readText(.standardInput) == "")
        system = nil
        interrupter.interrupt()
    }
}
