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

@Suite("Reads and writes")
struct TransferTests {
    let tree = TemporaryTree()

    @Test(
        "segments are filled and written in order, whatever their number",
        arguments: [[], [6], [1, 0, 2, 3], [0, 0], [4, 1, 1, 90]])
    func segments(sizes: [Int]) throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.file("f", "abcdef"))
        let total = min(sizes.reduce(0, +), 6)
        let bytes = try reading(sizes) { buffers throws(Errno) in try system.read(fd, into: &buffers) }
        #expect(String(decoding: bytes, as: UTF8.self) == String("abcdef".prefix(total)))
        #expect(try system.position(of: fd) == UInt64(total))

        let parts = sizes.map { [UInt8](repeating: UInt8(ascii: "x"), count: min($0, 4)) }
        let count = try writing(parts) { buffers throws(Errno) in try system.write(fd, from: buffers, at: 1) }
        #expect(count == parts.reduce(0) { $0 + $1.count })
        #expect(try system.position(of: fd) == UInt64(total))
        let same = try reading(sizes) { buffers throws(Errno) in try system.read(fd, into: &buffers, at: 0) }
        #expect(same.first == (total > 0 ? UInt8(ascii: "a") : nil))
    }

    @Test("more segments than a host call takes make a partial transfer")
    func manySegments() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        let parts = [[UInt8]](repeating: [7], count: 3000)
        let count = try writing(parts) { buffers throws(Errno) in try system.write(fd, from: buffers) }
        #expect(count == 1024)
    }

    @Test("a read at the end of a file brings nothing")
    func end() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.file("f", "ab"))
        #expect(try system.readText(fd) == "ab")
        #expect(try system.readText(fd) == "")
        let far = try reading([5]) { buffers throws(Errno) in try system.read(fd, into: &buffers, at: 1 << 62) }
        #expect(far == [])
    }

    @Test("positions mean nothing to a pipe")
    func pipePosition() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardInput = .descriptor(pipe.reader) }
        #expect(failure { () throws(Errno) in try system.seek(.standardInput, by: 0, from: .current) } == .illegalSeek)
        #expect(failure { () throws(Errno) in try system.position(of: .standardInput) } == .illegalSeek)
        #expect(failure { () throws(Errno) in try system.advise(.standardInput, .normal, at: 0, length: 0) } == .illegalSeek)
        let read = failure { () throws(Errno) in
            try reading([5]) { buffers throws(Errno) in try system.read(.standardInput, into: &buffers, at: 0) }
        }
        #expect(read == .illegalSeek)
    }

    @Test("an empty transfer succeeds at once on a pipe with nothing in it")
    func emptyTransfer() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem {
            $0.standardInput = .descriptor(pipe.reader)
            $0.standardOutput = .descriptor(pipe.writer)
        }
        for sizes in [[], [0], [0, 0]] {
            #expect(try reading(sizes) { buffers throws(Errno) in try system.read(.standardInput, into: &buffers) } == [])
            let parts = sizes.map { _ in [UInt8]() }
            #expect(try writing(parts) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) } == 0)
        }
    }

    @Test("a blocking write to a pipe writes everything, while somebody reads")
    func largePipeWrite() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardOutput = .descriptor(pipe.writer) }
        let reader = dup(pipe.reader)
        let parts = (0..<5).map { [UInt8](repeating: UInt8($0), count: 100_001) }
        let thread = HostThread {
            var buffer = [UInt8](repeating: 0, count: 8192)
            var sum = 0
            while sum < 500_005 { sum += max(0, read(reader, &buffer, buffer.count)) }
        }
        let count = try writing(parts) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) }
        #expect(count == 500_005)
        thread.join()
        close(reader)
    }

    @Test("a pipe without a reader is an error and not the end of the process")
    func brokenPipe() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardOutput = .descriptor(pipe.writer) }
        pipe.closeReader()
        #expect(failure { () throws(Errno) in try system.write(.standardOutput, "x") } == .brokenPipe)
    }

    @Test("a non-blocking pipe says that it has nothing or no room, and its host description still blocks")
    func nonBlockingPipe() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem {
            $0.standardInput = .descriptor(pipe.reader)
            $0.standardOutput = .descriptor(pipe.writer)
            $0.nonBlockingStandardStreams = true
        }
        #expect(try system.status(of: .standardInput).flags == .nonBlocking)
        #expect(failure { () throws(Errno) in try system.readText(.standardInput) } == .resourceTemporarilyUnavailable)
        var written = 0
        let block = [UInt8](repeating: 1, count: 10_000)
        while true {
            do throws(Errno) {
                written += try writing([block]) { buffers throws(Errno) in
                    try system.write(.standardOutput, from: buffers)
                }
            } catch {
                #expect(error == .resourceTemporarilyUnavailable)
                break
            }
        }
        #expect(written >= 60_000)
        #expect(fcntl(pipe.reader, F_GETFL) & O_NONBLOCK == 0)
        #expect(fcntl(pipe.writer, F_GETFL) & O_NONBLOCK == 0)
        var read = 0
        while read < written { read += try system.readText(.standardInput).utf8.count }
        #expect(failure { () throws(Errno) in try system.readText(.standardInput) } == .resourceTemporarilyUnavailable)
        pipe.closeWriter()
        try system.close(.standardOutput)
        #expect(try system.readText(.standardInput) == "")
    }

    @Test("a terminal that does not block says so too, although it cannot be asked")
    func nonBlockingTerminal() throws {
        let terminal = HostTerminal()
        let system = try makeSystem {
            $0.standardInput = .descriptor(terminal.terminal)
            $0.standardOutput = .descriptor(terminal.terminal)
        }
        let status = try system.status(of: .standardInput)
        #expect(status.type == .characterDevice)
        #expect(status.rights.isDisjoint(with: [.seek, .tell]))
        try system.setFlags(.nonBlocking, of: .standardInput)
        #expect(failure { () throws(Errno) in try system.readText(.standardInput) } == .resourceTemporarilyUnavailable)
        terminal.type("line\n")
        #expect(try system.readText(.standardInput) == "line\n")
        #expect(fcntl(terminal.terminal, F_GETFL) & O_NONBLOCK == 0)
        try system.write(.standardOutput, "out\n")
        try system.setFlags([], of: .standardInput)
        terminal.type("more\n")
        #expect(try system.readText(.standardInput) == "more\n")
    }
}
