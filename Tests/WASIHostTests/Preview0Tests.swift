import Testing
import WASICore

@testable import WASIHost

/// The numbers are those of `preview0/witx/typenames.witx`.
@Suite("Preview 0")
struct Preview0Tests {
    private let guest = Guest(functions: Preview0.functions)

    @Test("has the functions of preview 1 but sock_accept, with the same types, under its own module")
    func table() {
        let expected = Preview1.functions.filter { $0.name != "sock_accept" }
        #expect(Preview0.functions.count == 45)
        #expect(Preview0.functions.map { "\($0.name)\($0.type)" } == expected.map { "\($0.name)\($0.type)" })
        #expect(Preview0.functions.allSatisfy { $0.module == "wasi_unstable" })
    }

    @Test("a function that did not change does what it does in preview 1")
    func same() {
        #expect(guest.call("fd_tell", 3, 64) == .success)
        #expect(guest.calls() == ["position(3)"])
        #expect(guest.call("proc_exit", 3) == .left(.exit(ExitCode(rawValue: 3))))
    }

    @Test("attributes take 56 bytes, with a narrow number of links")
    func attributes() {
        guest.system.attributes_ = FileAttributes(
            device: 1, inode: 2, type: .symbolicLink, linkCount: 1 << 40, size: 4, accessTime: .nanoseconds(5),
            modificationTime: .nanoseconds(6), statusChangeTime: .max)
        for call in ["fd_filestat_get", "path_filestat_get"] {
            guest.store([UInt8](repeating: 0xEE, count: 80), at: 64)
            let outcome = call == "fd_filestat_get" ? guest.call(call, 3, 64) : guest.call(call, 3, 0, 200, 0, 64)
            #expect(outcome == .success)
            #expect([guest.u64(64), guest.u64(72)] == [1, 2])
            #expect([guest.u32(80), guest.u32(84)] == [7, .max])
            #expect(stride(from: 88, to: 120, by: 8).map { guest.u64($0) } == [4, 5, 6, .max])
            #expect(guest.u8(120) == 0xEE)
        }
    }

    @Test("fd_seek counts whence in its own order", arguments: zip(0..<3, [Whence.current, .end, .start]))
    func seek(number: Int, whence: Whence) {
        #expect(guest.call("fd_seek", 3, 7, UInt64(number), 64) == .success)
        #expect(guest.calls() == ["seek(3, by: 7, from: \(whence))"])
        #expect(guest.call("fd_seek", 3, 7, 3, 64) == .errno(.invalidArgument))
    }

    @Test("subscriptions take 56 bytes")
    func subscriptions() {
        guest.store(9 as UInt64, at: 1000)
        guest.store(0xEEEE as UInt64, at: 1016)
        guest.store(1 as UInt32, at: 1024)
        guest.store(500 as UInt64, at: 1032)
        guest.store(7 as UInt64, at: 1040)
        guest.store(1 as UInt16, at: 1048)
        guest.store(10 as UInt64, at: 1056)
        guest.store(2 as UInt8, at: 1064)
        guest.store(5 as UInt32, at: 1072)
        #expect(guest.call("poll_oneoff", 1000, 2000, 2, 64) == .success)
        #expect(
            guest.system.subscriptions == [
                Subscription(
                    userData: 9,
                    kind: .clock(.monotonic, timeout: .nanoseconds(500), precision: .nanoseconds(7), isAbsolute: true)),
                Subscription(userData: 10, kind: .write(Descriptor(rawValue: 5))),
            ])
        #expect([guest.u64(2000), guest.u64(2032)] == [9, 10])
    }
}
