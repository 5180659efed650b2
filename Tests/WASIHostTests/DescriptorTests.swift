import Testing
import WASICore

@testable import WASIHost

@Suite("fd_* calls")
struct DescriptorTests {
    @Test(
        "arguments arrive by meaning",
        arguments: [
            ("fd_advise", [5, 1 << 40, 7, 4], "advise(5, dontNeed, at: 1099511627776, length: 7)"),
            ("fd_allocate", [5, 1, .max], "allocate(5, at: 1, length: 18446744073709551615)"),
            ("fd_close", [0xFFFF_FFFF], "close(4294967295)"),
            ("fd_datasync", [5], "syncData(5)"),
            ("fd_fdstat_set_flags", [5, 0b11111], "setFlags(31, of: 5)"),
            (
                "fd_fdstat_set_rights", [5, .max, 1 << 30 | 2],
                "restrictRights(5, to: 1073741823, inheriting: 2)"
            ),
            ("fd_filestat_set_size", [5, 1 << 63], "resize(5, to: 9223372036854775808)"),
            ("fd_filestat_set_times", [5, 11, 22, 0b0101], "setTimes(11, 22, of: 5)"),
            ("fd_filestat_set_times", [5, 11, 22, 0b1000], "setTimes(keep, now, of: 5)"),
            ("fd_filestat_set_times", [5, 11, 22, 0b0110], "setTimes(now, 22, of: 5)"),
            ("fd_filestat_set_times", [5, 11, 22, 0], "setTimes(keep, keep, of: 5)"),
            ("fd_renumber", [5, 6], "renumber(5, to: 6)"),
            ("fd_sync", [5], "sync(5)"),
        ] as [(String, [UInt64], String)])
    func arguments(name: String, values: [UInt64], line: String) {
        let guest = Guest()
        let function = Preview1.functions.first { $0.name == name }!
        #expect(guest.call(function, values) == .success)
        #expect(guest.calls() == [line])
        guest.system.failure = .ioError
        #expect(guest.call(function, values) == .errno(.ioError))
    }

    @Test(
        "unknown flags and values are invalid arguments and do not reach the system",
        arguments: [
            ("fd_advise", [5, 0, 0, 6]), ("fd_advise", [5, 0, 0, 256]), ("fd_fdstat_set_flags", [5, 32]),
            ("fd_fdstat_set_flags", [5, 65_536]), ("fd_filestat_set_times", [5, 0, 0, 0b0011]),
            ("fd_filestat_set_times", [5, 0, 0, 0b1100]), ("fd_filestat_set_times", [5, 0, 0, 0b1_0000]),
            ("fd_filestat_set_times", [5, 0, 0, 0x1_0000]), ("fd_seek", [5, 0, 3, 64]), ("fd_seek", [5, 0, 256, 64]),
        ] as [(String, [UInt64])])
    func unknown(name: String, values: [UInt64]) {
        let guest = Guest()
        #expect(guest.call(Preview1.functions.first { $0.name == name }!, values) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("fd_fdstat_get stores 24 bytes with clean padding")
    func fdstat() {
        let guest = Guest()
        guest.store([UInt8](repeating: 0xEE, count: 40), at: 64)
        guest.system.status_ = DescriptorStatus(
            type: .directory, flags: [.append, .nonBlocking], rights: [.read, .accept], inheriting: .write)
        #expect(guest.call("fd_fdstat_get", 3, 64) == .success)
        #expect(
            guest.bytes(64..<88) == [
                3, 0, 5, 0, 0, 0, 0, 0,
                2, 0, 0, 0x20, 0, 0, 0, 0,
                0x40, 0, 0, 0, 0, 0, 0, 0,
            ])
        #expect(guest.u8(88) == 0xEE)
    }

    @Test("fd_filestat_get stores 64 bytes with clean padding")
    func filestat() {
        let guest = Guest()
        guest.store([UInt8](repeating: 0xEE, count: 80), at: 64)
        guest.system.attributes_ = FileAttributes(
            device: 1, inode: 2, type: .symbolicLink, linkCount: 3, size: 4, accessTime: .nanoseconds(5),
            modificationTime: .nanoseconds(6), statusChangeTime: .max)
        #expect(guest.call("fd_filestat_get", 3, 64) == .success)
        let words = stride(from: 64, to: 128, by: 8).map { guest.u64($0) }
        #expect(words == [1, 2, 7, 3, 4, 5, 6, .max])
        #expect(guest.u8(128) == 0xEE)
    }

    @Test("fd_prestat_get stores the kind and the length of the name")
    func prestat() {
        let guest = Guest()
        guest.system.preopens = [3: "/dir"]
        guest.store([UInt8](repeating: 0xEE, count: 16), at: 64)
        #expect(guest.call("fd_prestat_get", 3, 64) == .success)
        #expect(guest.bytes(64..<73) == [0, 0, 0, 0, 4, 0, 0, 0, 0xEE])
        #expect(guest.call("fd_prestat_get", 4, 64) == .errno(.badFileDescriptor))
    }

    @Test("fd_prestat_dir_name takes a buffer of the name's length or larger, and refuses a smaller one")
    func directoryName() {
        let guest = Guest()
        guest.system.preopens = [3: "/dir"]
        #expect(guest.call("fd_prestat_dir_name", 3, 64, 4) == .success)
        #expect(guest.text(64..<68) == "/dir")
        guest.store([UInt8](repeating: 0x2E, count: 8), at: 64)
        #expect(guest.call("fd_prestat_dir_name", 3, 64, 6) == .success)
        #expect(guest.text(64..<72) == "/dir....")
        #expect(guest.call("fd_prestat_dir_name", 3, 80, 3) == .errno(.fileNameTooLong))
        #expect(guest.call("fd_prestat_dir_name", 3, 80, 0) == .errno(.fileNameTooLong))
        #expect(guest.u32(80) == 0)
        #expect(guest.call("fd_prestat_dir_name", 9, 80, 4) == .errno(.badFileDescriptor))
    }

    @Test("fd_seek takes a signed distance and stores the new position", arguments: zip(0..<3, Whence.allCases))
    func seek(number: Int, whence: Whence) {
        let guest = Guest()
        #expect(guest.call("fd_seek", 3, UInt64(bitPattern: -5), UInt64(number), 64) == .success)
        #expect(guest.calls() == ["seek(3, by: -5, from: \(whence))"])
        #expect(guest.u64(64) == 0x0102_0304_0506_0708)
    }

    @Test("fd_seek does not move anything if it cannot store the position")
    func seekOutside() {
        let guest = Guest()
        guard case .left(.fault) = guest.call("fd_seek", 3, 5, 0, 65_530) else {
            Issue.record("the guest goes on")
            return
        }
        #expect(guest.calls() == [])
    }

    @Test("fd_tell stores the position")
    func tell() {
        let guest = Guest()
        #expect(guest.call("fd_tell", 3, 64) == .success)
        #expect(guest.calls() == ["position(3)"])
        #expect(guest.u64(64) == 0x0807_0605_0403_0201)
    }
}
