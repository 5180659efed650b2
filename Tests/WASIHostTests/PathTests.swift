import Testing
import WASICore

@testable import WASIHost

@Suite("path_* calls")
struct PathTests {
    private func guest() -> Guest {
        let guest = Guest()
        guest.store("old/name", at: 100)
        guest.store("neu/ä\0b", at: 200)
        return guest
    }

    @Test(
        "arguments arrive by meaning, and the path as it stands",
        arguments: [
            ("path_create_directory", [3, 100, 8], "createDirectory(3:\"old/name\")"),
            ("path_filestat_get", [3, 1, 100, 3, 512], "attributes(3:\"old\", follow: 1)"),
            (
                "path_filestat_set_times", [3, 0, 100, 3, 11, 22, 0b1001],
                "setTimes(11, now, at: 3:\"old\", follow: 0)"
            ),
            ("path_link", [3, 1, 100, 8, 4, 200, 8], "link(3:\"old/name\", follow: 1, to: 4:\"neu/ä\0b\")"),
            (
                "path_open", [3, 1, 100, 8, 0b1111, .max, 2, 0b11111, 512],
                "open(3:\"old/name\", follow: 1, options: 15, rights: 1073741823, inheriting: 2, flags: 31)"
            ),
            ("path_readlink", [3, 100, 8, 512, 16, 528], "readLink(3:\"old/name\", into: 16)"),
            ("path_remove_directory", [3, 100, 0], "removeDirectory(3:\"\")"),
            ("path_rename", [3, 100, 8, 4, 200, 8], "rename(3:\"old/name\", to: 4:\"neu/ä\0b\")"),
            ("path_symlink", [200, 4, 3, 100, 8], "createSymlink(neu/, at: 3:\"old/name\")"),
            ("path_unlink_file", [3, 104, 4], "unlinkFile(3:\"name\")"),
        ] as [(String, [UInt64], String)])
    func arguments(name: String, values: [UInt64], line: String) {
        let guest = guest()
        let function = Preview1.functions.first { $0.name == name }!
        #expect(guest.call(function, values) == .success)
        #expect(guest.calls() == [line])
        guest.store([UInt8](repeating: 0, count: 88), at: 512)
        guest.system.failure = .noSuchFileOrDirectory
        #expect(guest.call(function, values) == .errno(.noSuchFileOrDirectory))
        #expect(guest.bytes(512..<600).allSatisfy { $0 == 0 })
    }

    @Test(
        "unknown flags are invalid arguments and do not reach the system",
        arguments: [
            ("path_filestat_get", [3, 2, 100, 3, 512]),
            ("path_filestat_set_times", [3, 2, 100, 3, 0, 0, 0]),
            ("path_filestat_set_times", [3, 0, 100, 3, 0, 0, 3]),
            ("path_link", [3, 0x8000_0000, 100, 8, 4, 200, 8]),
            ("path_open", [3, 2, 100, 8, 0, 0, 0, 0, 512]),
            ("path_open", [3, 0, 100, 8, 16, 0, 0, 0, 512]),
            ("path_open", [3, 0, 100, 8, 65_536, 0, 0, 0, 512]),
            ("path_open", [3, 0, 100, 8, 0, 0, 0, 32, 512]),
            ("path_open", [3, 0, 100, 8, 0, 0, 0, 65_536, 512]),
        ] as [(String, [UInt64])])
    func unknown(name: String, values: [UInt64]) {
        let guest = guest()
        #expect(guest.call(Preview1.functions.first { $0.name == name }!, values) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("path_open stores the descriptor, and opens nothing if it cannot")
    func open() {
        let guest = guest()
        #expect(guest.call("path_open", 3, 0, 100, 8, 0, 0, 0, 0, 513) == .success)
        #expect(guest.u32(513) == 0x01020304)
        guest.system.forgetCalls()
        guard case .left(.fault) = guest.call("path_open", 3, 0, 100, 8, 0, 0, 0, 0, 65_533) else {
            Issue.record("the guest goes on")
            return
        }
        #expect(guest.calls() == [])
    }

    @Test("path_filestat_get stores the attributes")
    func attributes() {
        let guest = guest()
        guest.system.attributes_ = FileAttributes(device: 9, inode: 8, type: .regularFile, linkCount: 7, size: 6)
        #expect(guest.call("path_filestat_get", 3, 0, 100, 3, 512) == .success)
        #expect(stride(from: 512, to: 576, by: 8).map { guest.u64($0) } == [9, 8, 4, 7, 6, 0, 0, 0])
    }

    @Test("path_readlink fills what it is given and stores how much that is")
    func readLink() {
        let guest = guest()
        #expect(guest.call("path_readlink", 3, 100, 8, 512, 10, 600) == .success)
        #expect(guest.text(512..<516) == "abc\0")
        #expect(guest.u32(600) == 3)
        #expect(guest.call("path_readlink", 3, 100, 8, 512, 2, 600) == .success)
        #expect(guest.u32(600) == 2)
        #expect(guest.call("path_readlink", 3, 100, 8, 512, 0, 600) == .success)
        #expect(guest.u32(600) == 0)
    }

    @Test("a path that leads outside memory leaves the guest, however long it claims to be")
    func outside() {
        let guest = guest()
        for (address, count) in [(65_536, 1), (65_530, 7), (0, 0xFFFF_FFFF), (0xFFFF_FFFF, 0)] as [(UInt64, UInt64)] {
            guard case .left(.fault(let fault)) = guest.call("path_unlink_file", 3, address, count) else {
                Issue.record("the guest goes on")
                return
            }
            #expect(fault.address == address)
            #expect(fault.byteCount == count)
        }
        #expect(guest.calls() == [])
    }
}
