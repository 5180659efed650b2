import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("A quota")
struct QuotaTests {
    let tree = TemporaryTree()

    private func limits(_ change: (inout QuotaLimits) -> Void) -> QuotaLimits {
        var limits = QuotaLimits()
        change(&limits)
        return limits
    }

    @Test("a file takes what is left, and then no more")
    func written() throws {
        let told = Mutex<[Quota.Resource]>([])
        let quota = Quota(limits { $0.writtenBytes = 10 }) { resource in told.withLock { $0.append(resource) } }
        let system = quota.wrapping(try unixSystem(tree))
        let file = try system.create("file")
        #expect(try system.write(file, "12345678") == 8)
        #expect(try system.write(file, "abcdef") == 2)
        #expect(throws: Errno.diskQuotaExceeded) { try system.write(file, "x") }
        #expect(throws: Errno.diskQuotaExceeded) { try system.write(file, "x") }
        #expect(try system.write(file, "") == 0)
        #expect(tree.text("file") == "12345678ab")
        #expect(quota.used(.writtenBytes) == 10)
        #expect(quota.isExceeded(.writtenBytes) && !quota.isExceeded(.readBytes))
        #expect(told.withLock { $0 } == [.writtenBytes])
        // The standard streams are not files that are left behind.
        #expect(try system.write(.standardOutput, "x") == 1)
    }

    @Test("growing a file and reserving space count")
    func growing() throws {
        let quota = Quota(limits { $0.writtenBytes = 100 })
        let system = quota.wrapping(try unixSystem(tree))
        let file = try system.create("file")
        try system.resize(file, to: 60)
        try system.resize(file, to: 20)
        #expect(quota.used(.writtenBytes) == 60)
        #expect(throws: Errno.diskQuotaExceeded) { try system.resize(file, to: 61) }
        #expect(throws: Errno.diskQuotaExceeded) { try system.allocate(file, at: 0, length: 41) }
        try system.resize(file, to: 60)
        #expect(quota.used(.writtenBytes) == 100)
    }

    @Test("what is read of files counts")
    func read() throws {
        tree.file("file", "12345678")
        let system = Quota(limits { $0.readBytes = 5 }).wrapping(try unixSystem(tree))
        let file = try system.open("file")
        #expect(try system.read(file, 8) == "12345")
        #expect(throws: Errno.diskQuotaExceeded) { try system.read(file, 8) }
    }

    @Test("whatever has a name of its own is counted when it is made, and not when it is opened again")
    func created() throws {
        let quota = Quota(
            limits {
                $0.createdFiles = 4
                $0.answer = .noSpace
            })
        let system = quota.wrapping(try unixSystem(tree))
        try system.close(try system.create("file"))
        try system.close(try system.create("file"))
        try system.createDirectory(at: "folder")
        try system.symlink("link", to: "file")
        try system.link("file", to: "second")
        #expect(quota.used(.createdFiles) == 4)
        #expect(throws: Errno.noSpace) { try system.create("other") }
        #expect(throws: Errno.noSpace) { try system.createDirectory(at: "other") }
        try system.close(try system.create("file"))
        #expect(tree.names() == ["file", "folder", "link", "second"])
    }

    @Test("descriptors are given back when they are closed, and those of the beginning are not counted")
    func descriptors() throws {
        tree.file("file")
        let quota = Quota(limits { $0.openDescriptors = 2 })
        let system = quota.wrapping(try unixSystem(tree))
        let first = try system.open("file"), second = try system.open("file")
        #expect(throws: Errno.tooManyOpenFiles) { try system.open("file") }
        #expect(throws: Errno.tooManyOpenFiles) { try system.openSocket(.ipv4, .stream, .any) }
        try system.renumber(first, to: second)
        #expect(quota.used(.openDescriptors) == 1)
        _ = try system.open("file")
        #expect(throws: Errno.tooManyOpenFiles) { try system.open("file") }
        try system.close(second)
        #expect(throws: Errno.badFileDescriptor) { try system.close(second) }
        #expect(quota.used(.openDescriptors) == 1)
    }

    @Test("what goes through sockets counts both ways, and a message is sent whole or not at all")
    func network() throws {
        let quota = Quota(limits { $0.networkBytes = 10 })
        let system = quota.wrapping(try unixSystem(tree, network: .everything))
        let receiver = try system.openSocket(.ipv4, .datagram, .any), sender = try system.openSocket(.ipv4, .datagram, .any)
        try system.bind(receiver, to: .ipv4(.loopback, port: 0))
        try system.connect(sender, to: try system.localAddress(of: receiver))
        #expect(try system.write(sender, "1234") == 4)
        #expect(try system.read(receiver, 100) == "1234")
        #expect(quota.used(.networkBytes) == 8)
        #expect(throws: Errno.diskQuotaExceeded) { try system.write(sender, "123") }
        #expect(try system.write(sender, "12") == 2)
    }

    @Test("when all calls are made, a program can only end itself")
    func calls() throws {
        let system = Quota(limits { $0.calls = 2 }).wrapping(try unixSystem(tree))
        _ = try system.time()
        try system.yield()
        #expect(throws: Errno.diskQuotaExceeded) { try system.yield() }
        #expect(system.arguments() == [])
        system.exit(.success)
    }
}
