import TestSupport
import Testing
import WASICore
import WASIMemory
import WASIUnix

@Suite("Systems that are mounted")
struct MountedSystemTests {
    private let tree = TemporaryTree()

    /// `/` in memory, and `/data` of the host for reading only.
    private func guest() throws -> Guest {
        tree.file("file", "of the host")
        let files = MemoryFileSystem()
        try files.write("file", "in memory")
        var memory = MemoryConfiguration()
        memory.files = files
        memory.grants = [MemoryGrant("/")]
        var host = UnixConfiguration()
        host.grants = [DirectoryGrant(host: tree.path, guest: "/data", access: .readOnly)]
        return Guest(MountedSystem(try MemorySystem(memory), mounting: [try UnixSystem(host)]))
    }

    private let data = Descriptor(rawValue: 4)

    @Test("the directories of all stand behind each other, with their names and what may be done in them")
    func directories() throws {
        let guest = try guest()
        #expect(
            try [3, 4].map { try guest.system.preopen(Descriptor(rawValue: $0)).name }
                == ["/", "/data"].map { Array($0.utf8) })
        #expect(try guest.content("file") == "in memory")
        let fd = try guest.open("file", in: data, rights: .read)
        #expect(fd == Descriptor(rawValue: 5))
        #expect(try guest.read(fd) == "of the host")
        #expect(throws: Errno.readOnlyFileSystem) { try guest.open("file", in: data, rights: .write) }
        try guest.put("file", "changed")
        #expect(try guest.content("file") == "changed")
    }

    @Test("nothing is linked or moved from one system to another")
    func crossing() throws {
        let guest = try guest()
        #expect(throws: Errno.improperLink) {
            try guest.path("file") { (source) throws(Errno) in
                try guest.path("new", in: data) { (target) throws(Errno) in try guest.system.rename(source, to: target) }
            }
        }
        #expect(throws: Errno.improperLink) {
            try guest.path("file", in: data) { (source) throws(Errno) in
                try guest.path("new") { (target) throws(Errno) in
                    try guest.system.link(source, follow: [], to: target)
                }
            }
        }
        #expect(throws: Errno.badFileDescriptor) {
            try guest.path("file") { (source) throws(Errno) in
                try guest.path("new", in: Descriptor(rawValue: 99)) { (target) throws(Errno) in
                    try guest.system.rename(source, to: target)
                }
            }
        }
    }

    @Test("descriptors of several systems take each other's numbers")
    func renumbering() throws {
        let guest = try guest()
        let host = try guest.open("file", in: data, rights: .read)
        let memory = try guest.open("file")
        try guest.system.renumber(host, to: memory)
        #expect(try guest.read(memory) == "of the host")
        #expect(throws: Errno.badFileDescriptor) { try guest.read(host) }
        #expect(try guest.open("file") == host)
    }

    @Test("a poll reports what is due of every system, in the order of the subscriptions")
    func poll() throws {
        let guest = try guest()
        let host = try guest.open("file", in: data, rights: [.read, .poll])
        let memory = try guest.open("file")
        let events = try guest.poll([
            Subscription(userData: 7, kind: .read(host)),
            Subscription(
                userData: 7, kind: .clock(.monotonic, timeout: .max, precision: .zero, isAbsolute: false)),
            Subscription(userData: 9, kind: .read(memory)),
            Subscription(userData: 8, kind: .read(Descriptor(rawValue: 99))),
        ])
        #expect(
            events == [
                Event(userData: 7, type: .read, byteCount: 11), Event(userData: 9, type: .read, byteCount: 9),
                Event(userData: 8, type: .read, error: .badFileDescriptor),
            ])
    }

    @Test("a poll waits for a FIFO of a mounted system and for a clock of the main one, whichever comes first")
    func fifo() throws {
        tree.fifo("fifo")
        var host = UnixConfiguration()
        host.grants = [DirectoryGrant(host: tree.path, guest: "/data", access: .readWrite)]
        let guest = Guest(MountedSystem(try MemorySystem(MemoryConfiguration()), mounting: [try UnixSystem(host)]))
        let fifo = try guest.open("fifo", rights: [.read, .write, .poll])
        let subscriptions = { (nanoseconds: UInt64) in
            [
                Subscription(userData: 1, kind: .read(fifo)),
                Subscription(
                    userData: 2,
                    kind: .clock(.monotonic, timeout: .nanoseconds(nanoseconds), precision: .zero, isAbsolute: false)),
            ]
        }
        let start = try guest.time()
        #expect(try guest.poll(subscriptions(30_000_000)) == [Event(userData: 2, type: .clock)])
        #expect(try guest.time() - start >= .nanoseconds(30_000_000))
        let path = tree.absolute("fifo")
        let writer = HostThread {
            HostThread.pause(milliseconds: 20)
            appendToFile(path, "x")
        }
        #expect(try guest.poll(subscriptions(60_000_000_000)) == [Event(userData: 1, type: .read, byteCount: 1)])
        writer.join()
    }
}
