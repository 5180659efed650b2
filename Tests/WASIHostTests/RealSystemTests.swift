import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIHost

/// The guest ABI over the real operating system: what a program does, call by call.
@Suite("On the real system")
struct RealSystemTests {
    private let tree = TemporaryTree()

    private func guest(_ configure: (inout UnixConfiguration) -> Void = { _ in }) throws -> Guest {
        var configuration = UnixConfiguration()
        configuration.arguments = ["program", "one"]
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/data")]
        configure(&configuration)
        return Guest(on: try UnixSystem(configuration))
    }

    /// Opens a path below descriptor 3.
    private func open(_ path: String, options: OpenOptions = [], flags: DescriptorFlags = [], in guest: Guest) -> UInt64 {
        guest.store(path, at: 60_000)
        let outcome = guest.call(
            "path_open", 3, 1, 60_000, UInt64(path.utf8.count), UInt64(options.rawValue),
            Rights([.file, .readDirectory]).rawValue, 0, UInt64(flags.rawValue), 59_996)
        #expect(outcome == .success)
        return UInt64(guest.u32(59_996))
    }

    @Test("a program finds its arguments and its preopened directory")
    func start() throws {
        let guest = try guest()
        #expect(guest.call("args_sizes_get", 0, 4) == .success)
        #expect([guest.u32(0), guest.u32(4)] == [2, 12])
        #expect(guest.call("fd_prestat_get", 3, 8) == .success)
        #expect([guest.u32(8), guest.u32(12)] == [0, 5])
        #expect(guest.call("fd_prestat_dir_name", 3, 16, 5) == .success)
        #expect(guest.text(16..<21) == "/data")
        #expect(guest.call("fd_prestat_get", 4, 8) == .errno(.badFileDescriptor))
        #expect(guest.call("fd_prestat_get", 0, 8) == .errno(.badFileDescriptor))
    }

    @Test("a file is created, written, positioned, read and closed")
    func file() throws {
        let guest = try guest()
        let fd = open("file", options: [.create, .exclusive], in: guest)
        guest.store("hello, world", at: 100)
        guest.store(vectors: [(100, 7), (107, 5)], at: 64)
        #expect(guest.call("fd_write", fd, 64, 2, 32) == .success)
        #expect(guest.u32(32) == 12)
        #expect(tree.text("file") == "hello, world")

        #expect(guest.call("fd_seek", fd, UInt64(bitPattern: -5), 2, 40) == .success)
        #expect(guest.u64(40) == 7)
        guest.store(vectors: [(200, 3), (300, 10)], at: 64)
        #expect(guest.call("fd_read", fd, 64, 2, 32) == .success)
        #expect(guest.u32(32) == 5)
        #expect(guest.text(200..<203) + guest.text(300..<302) == "world")
        #expect(guest.call("fd_pread", fd, 64, 1, 1, 32) == .success)
        #expect(guest.text(200..<203) == "ell")
        #expect(guest.call("fd_tell", fd, 40) == .success)
        #expect(guest.u64(40) == 12)

        #expect(guest.call("fd_filestat_get", fd, 400) == .success)
        #expect(guest.u8(416) == FileType.regularFile.rawValue)
        #expect(guest.u64(432) == 12)
        #expect(guest.call("fd_filestat_set_times", fd, 5_000_000_000, 6_000_000_007, 0b0101) == .success)
        guest.store("file", at: 500)
        #expect(guest.call("path_filestat_get", 3, 0, 500, 4, 400) == .success)
        #expect([guest.u64(440), guest.u64(448)] == [5_000_000_000, 6_000_000_007])

        #expect(guest.call("fd_close", fd) == .success)
        #expect(guest.call("fd_close", fd) == .errno(.badFileDescriptor))
    }

    @Test("a directory is listed whole through a small buffer")
    func listing() throws {
        for index in 0..<40 { tree.file("entry-\(index)") }
        let guest = try guest()
        var names: Set<String> = []
        var cookie: UInt64 = 0
        while true {
            #expect(guest.call("fd_readdir", 3, 1000, 100, cookie, 64) == .success)
            let used = Int(guest.u32(64))
            var place = 0
            while place + 24 <= used {
                let length = Int(guest.u32(1000 + place + 16))
                guard place + 24 + length <= used else { break }
                names.insert(guest.text(1000 + place + 24..<1000 + place + 24 + length))
                cookie = guest.u64(1000 + place)
                place += 24 + length
            }
            if used < 100 { break }
        }
        #expect(names == Set((0..<40).map { "entry-\($0)" } + [".", ".."]))
    }

    @Test("a path that leads out is refused, and so is one with a NUL or without UTF-8")
    func refusals() throws {
        let guest = try guest()
        for (path, errno) in [
            ("../x", .notPermitted), ("/etc/passwd", .notPermitted), ("a\0b", .invalidArgument),
        ] as [(String, Errno)] {
            guest.store(path, at: 100)
            #expect(
                guest.call("path_open", 3, 0, 100, UInt64(path.utf8.count), 0, 2, 0, 0, 64) == .errno(errno), "\(path)")
        }
        guest.store([0xC3, 0x28], at: 100)
        #expect(guest.call("path_open", 3, 0, 100, 2, 0, 2, 0, 0, 64) == .errno(.illegalByteSequence))
        #expect(guest.call("path_open", 3, 0, 100, 0, 0, 2, 0, 0, 64) == .errno(.noSuchFileOrDirectory))
    }

    @Test("a clock that is due and a descriptor that is not open are events")
    func poll() throws {
        let guest = try guest()
        guest.store(1 as UInt64, at: 1000)
        guest.store(1 as UInt32, at: 1016)
        guest.store(2 as UInt64, at: 1048)
        guest.store(1 as UInt8, at: 1056)
        guest.store(99 as UInt32, at: 1064)
        #expect(guest.call("poll_oneoff", 1000, 2000, 2, 64) == .success)
        #expect(guest.u32(64) == 2)
        #expect([guest.u64(2000), guest.u64(2032)] == [1, 2])
        #expect([guest.u16(2008), guest.u16(2040)] == [0, Errno.badFileDescriptor.rawValue])
    }

    @Test("clocks run and random bytes differ")
    func clocksAndRandom() throws {
        let guest = try guest()
        #expect(guest.call("clock_time_get", 1, 0, 0) == .success)
        #expect(guest.call("clock_time_get", 1, 0, 8) == .success)
        #expect(guest.u64(8) >= guest.u64(0))
        #expect(guest.call("clock_res_get", 0, 16) == .success)
        #expect(guest.u64(16) > 0)
        #expect(guest.call("random_get", 100, 32) == .success)
        #expect(guest.call("random_get", 132, 32) == .success)
        #expect(guest.bytes(100..<132) != guest.bytes(132..<164))
    }

    @Test("links are made, followed and read")
    func links() throws {
        tree.file("target", "content")
        let guest = try guest()
        guest.store("target", at: 100)
        guest.store("link", at: 120)
        #expect(guest.call("path_symlink", 100, 6, 3, 120, 4) == .success)
        #expect(guest.call("path_readlink", 3, 120, 4, 200, 4, 64) == .success)
        #expect(guest.u32(64) == 4)
        #expect(guest.text(200..<205) == "targ\0")
        #expect(guest.call("path_filestat_get", 3, 0, 120, 4, 400) == .success)
        #expect(guest.u8(416) == FileType.symbolicLink.rawValue)
        #expect(guest.call("path_filestat_get", 3, 1, 120, 4, 400) == .success)
        #expect(guest.u64(432) == 7)
        #expect(guest.call("path_unlink_file", 3, 120, 4) == .success)
        #expect(tree.names() == ["target"])
    }
}
