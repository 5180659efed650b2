import Testing
import WASICore

@testable import WASIHost

@Suite("fd_readdir")
struct DirectoryTests {
    private func guest() -> Guest {
        let guest = Guest()
        guest.system.entries = [
            (".", .directory, 1), ("..", .directory, 2), ("file.txt", .regularFile, 0x1122_3344_5566_7788),
        ]
        return guest
    }

    /// `.`, `..` and `file.txt` with their headers.
    private let whole = 24 + 1 + 24 + 2 + 24 + 8

    @Test("packs header and name without gaps")
    func packed() {
        let guest = guest()
        guest.store([UInt8](repeating: 0xEE, count: 200), at: 1000)
        #expect(guest.call("fd_readdir", 3, 1000, 200, 0, 64) == .success)
        #expect(guest.calls() == ["readDirectory(3, from: 0)"])
        #expect(guest.u32(64) == UInt32(whole))
        #expect(guest.bytes(1000..<1025) == [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0x2E])
        let third = 1000 + 25 + 26
        #expect(guest.u64(third) == 3)
        #expect(guest.u64(third + 8) == 0x1122_3344_5566_7788)
        #expect(guest.u32(third + 16) == 8)
        #expect(guest.u32(third + 20) == 4)
        #expect(guest.text(third + 24..<third + 32) == "file.txt")
        #expect(guest.u8(third + 32) == 0xEE)
    }

    @Test("cuts the last entry wherever the buffer ends, header or name")
    func cut() {
        let guest = guest()
        #expect(guest.call("fd_readdir", 3, 1000, 200, 0, 64) == .success)
        let all = guest.bytes(1000..<1000 + whole)
        for size in 0...whole + 3 {
            guest.store([UInt8](repeating: 0xEE, count: 200), at: 1000)
            #expect(guest.call("fd_readdir", 3, 1000, UInt64(size), 0, 64) == .success)
            let used = min(size, whole)
            #expect(guest.u32(64) == UInt32(used))
            #expect(guest.bytes(1000..<1000 + used) == Array(all[..<used]))
            #expect(guest.u8(1000 + used) == 0xEE)
        }
    }

    @Test("an empty buffer is not full of anything, but the descriptor is looked at")
    func empty() {
        let guest = guest()
        #expect(guest.call("fd_readdir", 3, 1000, 0, 0, 64) == .success)
        #expect(guest.u32(64) == 0)
        guest.system.failure = .notDirectory
        #expect(guest.call("fd_readdir", 3, 1000, 0, 0, 64) == .errno(.notDirectory))
    }

    @Test("goes on behind a cookie, and finds nothing behind the last one")
    func cookie() {
        let guest = guest()
        #expect(guest.call("fd_readdir", 3, 1000, 200, 2, 64) == .success)
        #expect(guest.u32(64) == 32)
        #expect(guest.text(1024..<1032) == "file.txt")
        #expect(guest.call("fd_readdir", 3, 1000, 200, .max, 64) == .success)
        #expect(guest.u32(64) == 0)
    }

    @Test("reaches every entry with a buffer of 25 bytes more than a name")
    func smallBuffer() {
        let guest = Guest()
        guest.system.entries = (0..<50).map { ("name-\($0)", .regularFile, UInt64($0)) }
        var cookie: UInt64 = 0
        var names: [String] = []
        while true {
            #expect(guest.call("fd_readdir", 3, 1000, 33, cookie, 64) == .success)
            let used = Int(guest.u32(64))
            guard used >= 24 else { break }
            let length = Int(guest.u32(1016))
            #expect(used >= 24 + length)
            names.append(guest.text(1024..<1024 + length))
            cookie = guest.u64(1000)
        }
        #expect(names == (0..<50).map { "name-\($0)" })
    }

    @Test("a buffer that ends with memory is filled and not passed")
    func atTheEnd() {
        let guest = guest()
        #expect(guest.call("fd_readdir", 3, 65_536 - 60, 60, 0, 64) == .success)
        #expect(guest.u32(64) == 60)
        #expect(guest.memory.guardsAreIntact)
        guard case .left(.fault) = guest.call("fd_readdir", 3, 65_536 - 60, 61, 0, 64) else {
            Issue.record("the guest goes on")
            return
        }
    }
}
