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

@Suite("Calls on descriptors")
struct DescriptorTests {
    let tree = TemporaryTree()

    @Test("a preopened directory has its name, its rights, and nothing else does")
    func preopens() throws {
        let system = try makeSystem {
            $0.grants = [
                DirectoryGrant(host: tree.path, guest: "/data"), DirectoryGrant(host: "/", guest: "/", access: .readOnly),
            ]
        }
        #expect(try system.preopen(.number(3)) == Preopen(name: Array("/data".utf8)))
        #expect(try system.preopen(.number(4)) == Preopen(name: Array("/".utf8)))
        for number: UInt32 in [0, 1, 2, 5, .max] {
            #expect(failure { () throws(Errno) in try system.preopen(.number(number)) } == .badFileDescriptor)
        }
        let status = try system.status(of: .number(3))
        #expect(status.type == .directory)
        #expect(status.rights == .directory)
        #expect(status.inheriting == Rights.directory.union(.file))
    }

    @Test("rights can be given up, and not be taken back")
    func restrict() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        try system.restrictRights(of: fd, to: [.read, .seek], inheriting: [])
        #expect(try system.status(of: fd).rights == [.read, .seek])
        #expect(
            failure { () throws(Errno) in try system.restrictRights(of: fd, to: [.read, .write], inheriting: []) }
                == .notCapable)
        #expect(
            failure { () throws(Errno) in try system.restrictRights(of: fd, to: .read, inheriting: .read) } == .notCapable)
        #expect(failure { () throws(Errno) in try system.write(fd, "x") } == .notCapable)
        #expect(try system.readText(fd) == "")
    }

    @Test("the right to tell allows only the seek that moves nothing")
    func tellOnly() throws {
        let system = try makeSystem()
        tree.file("f", "12345")
        let fd = try system.adopt(tree.absolute("f"), rights: [.read, .tell])
        _ = try system.readText(fd, 2)
        #expect(try system.seek(fd, by: 0, from: .current) == 2)
        #expect(try system.position(of: fd) == 2)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: 5, from: .current) } == .notCapable)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: 0, from: .end) } == .notCapable)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: 0, from: .start) } == .notCapable)
    }

    @Test("seeks at the edges")
    func seekEdges() throws {
        let system = try makeSystem()
        tree.file("f", "12345")
        let fd = try system.adopt(tree.absolute("f"))
        #expect(try system.seek(fd, by: -2, from: .end) == 3)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: -6, from: .end) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: .min, from: .start) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.seek(fd, by: .max, from: .end) } != nil)
        #expect(try system.position(of: fd) == 3)
    }

    #if os(Linux)
        @Test("a position in a file that is larger than any signed number is one like any other")
        func seekBeyondSigned() throws {
            let system = try makeSystem()
            let fd = try system.adopt("/proc/self/mem", O_RDONLY)
            #expect(try system.seek(fd, by: -65_536, from: .start) == UInt64.max - 65_535)
            #expect(try system.position(of: fd) == UInt64.max - 65_535)
        }
    #endif

    @Test("ranges beyond what the host can express are refused, never cut")
    func ranges() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        let half = UInt64(Int64.max)
        #expect(failure { () throws(Errno) in try system.advise(fd, .normal, at: 0, length: .max) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.advise(fd, .normal, at: half, length: half) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.advise(fd, .willNeed, at: 0, length: 0) } == nil)
        #expect(failure { () throws(Errno) in try system.allocate(fd, at: 0, length: 0) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.allocate(fd, at: half, length: 10) } == .fileTooLarge)
        #expect(failure { () throws(Errno) in try system.resize(fd, to: half + 1) } == .invalidArgument)
        // Whether the file system holds a file of this size is its own matter; tmpfs does, ext4 does not.
        #expect([nil, .fileTooLarge].contains(failure { () throws(Errno) in try system.resize(fd, to: half) }))
        for offset: UInt64 in [half + 1, .max] {
            let read = failure { () throws(Errno) in
                try reading([1]) { buffers throws(Errno) in try system.read(fd, into: &buffers, at: offset) }
            }
            #expect(read == .invalidArgument)
            let write = failure { () throws(Errno) in
                try writing("x") { buffers throws(Errno) in try system.write(fd, from: buffers, at: offset) }
            }
            #expect(write == .invalidArgument)
        }
    }

    @Test("allocation grows a file and never cuts it")
    func allocate() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        try system.allocate(fd, at: 100, length: 50)
        #expect(try system.attributes(of: fd).size == 150)
        try system.allocate(fd, at: 0, length: 10)
        #expect(try system.attributes(of: fd).size == 150)
    }

    @Test("appending can be switched on and off on what the guest has opened")
    func append() throws {
        let system = try makeSystem()
        tree.file("f", "old")
        let fd = try system.adopt(tree.absolute("f"))
        try system.setFlags(.append, of: fd)
        #expect(try system.status(of: fd).flags == .append)
        _ = try system.seek(fd, by: 0, from: .start)
        try system.write(fd, "new")
        #expect(tree.text("f") == "oldnew")
        try system.setFlags([], of: fd)
        _ = try system.seek(fd, by: 0, from: .start)
        try system.write(fd, "NEW")
        #expect(tree.text("f") == "NEWnew")
    }

    @Test(
        "no single synchronizing flag can be changed",
        arguments: [DescriptorFlags.sync, .syncData, .syncReads, [.sync, .append]])
    func syncFlags(flags: DescriptorFlags) throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        #expect(failure { () throws(Errno) in try system.setFlags(flags, of: fd) } == .notSupported)
        #expect(try system.status(of: fd).flags == [])
    }

    @Test("what came through a read-only grant refuses every change")
    func readOnly() throws {
        let system = try makeSystem()
        tree.file("f", "kept")
        let fd = try system.adopt(tree.absolute("f"), O_RDWR, isReadOnly: true)
        #expect(failure { () throws(Errno) in try system.write(fd, "x") } == .readOnlyFileSystem)
        #expect(failure { () throws(Errno) in try system.resize(fd, to: 0) } == .readOnlyFileSystem)
        #expect(failure { () throws(Errno) in try system.allocate(fd, at: 0, length: 9) } == .readOnlyFileSystem)
        let times = FileTimes(access: .now, modification: .now)
        #expect(failure { () throws(Errno) in try system.setTimes(times, of: fd) } == .readOnlyFileSystem)
        let write = failure { () throws(Errno) in
            try writing("x") { buffers throws(Errno) in try system.write(fd, from: buffers, at: 0) }
        }
        #expect(write == .readOnlyFileSystem)
        #expect(tree.text("f") == "kept")
        #expect(try system.readText(fd) == "kept")
        let directory = try makeSystem(in: tree, .readOnly)
        #expect(failure { () throws(Errno) in try directory.setTimes(times, of: .number(3)) } == .readOnlyFileSystem)
    }

    @Test("times are set one by one, and extreme ones neither trap nor wrap")
    func times() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.absolute("f"))
        try system.setTimes(
            FileTimes(access: .at(.nanoseconds(5_000_000_007)), modification: .at(.nanoseconds(9_000_000_001))), of: fd)
        try system.setTimes(FileTimes(access: .keep, modification: .at(.nanoseconds(11_000_000_000))), of: fd)
        #expect(try system.attributes(of: fd).accessTime == .nanoseconds(5_000_000_007))
        #expect(try system.attributes(of: fd).modificationTime == .nanoseconds(11_000_000_000))
        // Before 1970, and beyond 2⁶⁴ ns where the file system can store it.
        for seconds in [-1, Int.min / 2, 1 << 33, 1 << 40, Int.max / 2] {
            var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
            utimensat(AT_FDCWD, tree.absolute("f"), &times, 0)
            let time = try system.attributes(of: fd).modificationTime
            if seconds < 0 { #expect(time == .zero) }
        }
        _ = failure { () throws(Errno) in try system.setTimes(FileTimes(access: .at(.max), modification: .at(.max)), of: fd)
        }
        _ = try system.attributes(of: fd)
    }

    @Test("directories answer reads and writes with their own error")
    func directories() throws {
        let system = try makeSystem(in: tree)
        #expect(failure { () throws(Errno) in try system.readText(.number(3)) } == .isDirectory)
        #expect(failure { () throws(Errno) in try system.write(.number(3), "x") } == .isDirectory)
        #expect(failure { () throws(Errno) in try system.seek(.number(3), by: 0, from: .current) } == .notCapable)
        try system.sync(.number(3))
        try system.syncData(.number(3))
        #expect(try system.attributes(of: .number(3)).type == .directory)
    }

    @Test("renumbering closes the target, works for stdio and preopens, and needs both to be open")
    func renumber() throws {
        let system = try makeSystem(in: tree)
        let a = try system.adopt(tree.file("a", "A"))
        let b = try system.adopt(tree.file("b", "B"))
        try system.renumber(a, to: b)
        #expect(try system.readText(b) == "A")
        #expect(failure { () throws(Errno) in try system.status(of: a) } == .badFileDescriptor)
        #expect(OpenDescriptors().within(tree) == [tree.path, tree.absolute("a")])

        try system.renumber(b, to: b)
        _ = try system.status(of: b)

        #expect(failure { () throws(Errno) in try system.renumber(b, to: .number(77)) } == .badFileDescriptor)
        #expect(failure { () throws(Errno) in try system.renumber(.number(77), to: b) } == .badFileDescriptor)
        #expect(failure { () throws(Errno) in try system.renumber(b, to: .number(.max)) } == .badFileDescriptor)

        try system.renumber(.number(3), to: .standardInput)
        #expect(try system.preopen(.standardInput) == Preopen(name: Array("/".utf8)))
        #expect(failure { () throws(Errno) in try system.preopen(.number(3)) } == .badFileDescriptor)
        #expect(try system.adopt(tree.absolute("a")) == .number(3))
    }

    @Test("a closed descriptor is gone, its number is used again, and closing it twice fails")
    func close() throws {
        let system = try makeSystem(in: tree)
        try system.close(.number(3))
        #expect(failure { () throws(Errno) in try system.close(.number(3)) } == .badFileDescriptor)
        #expect(failure { () throws(Errno) in try system.preopen(.number(3)) } == .badFileDescriptor)
        try system.close(.standardOutput)
        #expect(try system.adopt(tree.absolute("f")) == .standardOutput)
    }

    @Test("a system closes all that it has opened")
    func closesAll() throws {
        do {
            let system = try makeSystem(in: tree)
            _ = try system.adopt(tree.absolute("f"))
            _ = try system.names(.number(3))
            #expect(OpenDescriptors().within(tree).count == 2)
        }
        #expect(OpenDescriptors().within(tree) == [])
    }
}
