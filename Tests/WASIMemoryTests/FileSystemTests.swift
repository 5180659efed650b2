import TestSupport
import Testing
import WASICore
import WASIMemory

@Suite("Files in memory, from Swift")
struct FileSystemTests {
    private func guest(_ files: MemoryFileSystem) throws -> Guest {
        var configuration = MemoryConfiguration()
        configuration.files = files
        configuration.grants = [MemoryGrant("/")]
        return Guest(try MemorySystem(configuration))
    }

    @Test("what Swift writes, Swift and guests read, and the other way round")
    func readAndWrite() throws {
        let files = MemoryFileSystem()
        try files.write("/etc/motd", "Hello!")
        let guest = try guest(files)
        #expect(try guest.content("etc/motd") == "Hello!")
        try guest.put("etc/motd", "Bye!")
        try guest.put("new", "by the guest")
        #expect(try files.text("/etc/motd") == "Bye!")
        #expect(try files.text("new") == "by the guest")
        #expect(try files.list("/").map(\.name) == ["etc", "new"])
        #expect(try files.list("/etc").map(\.size) == [4])
        #expect(files.exists("/etc") && !files.exists("/usr"))
    }

    @Test("what cannot be done is said with the operation, the path and the reason")
    func errors() throws {
        let files = MemoryFileSystem()
        try files.write("file", "x")
        #expect(throws: MemoryFileError(operation: "read", path: "/none", errno: .noSuchFileOrDirectory)) {
            try files.read("/none")
        }
        #expect(throws: MemoryFileError(operation: "read", path: "/", errno: .isDirectory)) { try files.read("/") }
        #expect(throws: MemoryFileError(operation: "write", path: "file/below", errno: .notDirectory)) {
            try files.write("file/below", "x")
        }
        #expect(throws: MemoryFileError(operation: "list", path: "../up", errno: .notPermitted)) { try files.list("../up") }
        #expect(throws: MemoryFileError(operation: "remove", path: "/", errno: .resourceBusy)) { try files.remove("/") }
        let error = MemoryFileError(operation: "read", path: "/none", errno: .noSuchFileOrDirectory)
        #expect("\(error)" == "cannot read /none: ENOENT (No such file or directory)")
    }

    @Test("removing a directory removes what is in it, however deep, and gives the memory back")
    func removal() throws {
        let files = MemoryFileSystem()
        let (bytes, nodes) = (files.usedBytes, files.nodeCount)
        for depth in stride(from: 1, through: 901, by: 100) {
            try files.write(String(repeating: "d/", count: depth) + "file", "content")
        }
        #expect(files.nodeCount == nodes + 901 + 10)
        try files.remove("d")
        #expect(files.nodeCount == nodes)
        #expect(files.usedBytes == bytes)
    }

    @Test("a snapshot and its original do not see each other's changes")
    func snapshot() throws {
        let files = MemoryFileSystem()
        try files.write("a", "one")
        try files.createSymlink("link", to: "a")
        let copy = files.snapshot()
        try files.write("a", "two")
        try copy.write("b", "only in the copy")
        #expect(try files.text("link") == "two")
        #expect(try copy.text("link") == "one")
        #expect(!files.exists("b"))
        #expect(try files.attributes("a").device != copy.attributes("a").device)
    }

    @Test("a file that is only held open is not in a snapshot, and its memory is not counted there")
    func openFiles() throws {
        let files = MemoryFileSystem()
        let guest = try guest(files)
        let empty = files.usedBytes
        try guest.put("file", "content")
        let fd = try guest.open("file")
        try files.remove("file")
        #expect(files.usedBytes == empty + 4096)
        let copy = files.snapshot()
        #expect(copy.usedBytes == empty)
        #expect(copy.nodeCount == 1)
        #expect(try guest.read(fd) == "content")
        try guest.system.close(fd)
        #expect(files.usedBytes == empty)
    }

    @Test("bytes far out in a file take a block, and the gap reads as zeros")
    func sparse() throws {
        let files = MemoryFileSystem()
        let guest = try guest(files)
        let fd = try guest.open("file", options: .create)
        let empty = files.usedBytes
        try guest.write(fd, "x", at: 1 << 60)
        try guest.write(fd, "y", at: 0)
        #expect(files.usedBytes == empty + 2 * 4096)
        #expect(try guest.system.attributes(of: fd).size == 1 << 60 + 1)
        #expect(try guest.read(fd, 3, at: 0) == "y\0\0")
        #expect(try guest.read(fd, 3, at: 1 << 60 - 2) == "\0\0x")
        #expect(throws: MemoryFileError(operation: "read", path: "file", errno: .fileTooLarge)) { try files.read("file") }
        try guest.system.resize(fd, to: 1 << 61)
        #expect(files.usedBytes == empty + 2 * 4096)
        try guest.system.resize(fd, to: 1)
        #expect(files.usedBytes == empty + 4096)
        try guest.system.resize(fd, to: 5)
        #expect(try guest.read(fd) == "y\0\0\0\0")
    }

    @Test("no offset is too large for the host")
    func extremes() throws {
        let guest = try guest(MemoryFileSystem())
        let fd = try guest.open("file", options: .create)
        let last = FileSize(Int64.max)
        #expect(throws: Errno.fileTooLarge) { try guest.write(fd, "x", at: last) }
        #expect(try guest.write(fd, "xy", at: last - 1) == 1)
        #expect(throws: Errno.invalidArgument) { try guest.write(fd, "x", at: last + 1) }
        #expect(throws: Errno.invalidArgument) { try guest.system.resize(fd, to: .max) }
        try guest.system.resize(fd, to: last)
        #expect(throws: Errno.noSpace) { try guest.system.allocate(fd, at: 0, length: last) }
        #expect(throws: Errno.fileTooLarge) { try guest.system.allocate(fd, at: last, length: 1) }
        #expect(try guest.read(fd, 10, at: last - 1) == "x")
        #expect(try guest.read(fd, 10, at: last) == "")
        #expect(throws: Errno.invalidArgument) { try guest.system.seek(fd, by: .min, from: .current) }
        #expect(try guest.system.seek(fd, by: .max, from: .start) == last)
        #expect(throws: Errno.invalidArgument) { try guest.system.seek(fd, by: 1, from: .current) }
    }

    @Test("a guest that has used up the bytes is told so, and what had room is written")
    func byteLimit() throws {
        var limits = MemoryLimits()
        limits.maximumBytes = 3 * 4096 + 200
        let files = MemoryFileSystem(limits: limits)
        let guest = try guest(files)
        let fd = try guest.open("file", options: .create)
        #expect(try guest.write(fd, [UInt8](repeating: 1, count: 20_000)) == 3 * 4096)
        #expect(throws: Errno.noSpace) { try guest.write(fd, "x") }
        // What has a block already can be overwritten.
        #expect(try guest.write(fd, "x", at: 5) == 1)
        #expect(throws: Errno.noSpace) { try guest.system.allocate(fd, at: 0, length: 4 * 4096) }
        try guest.system.resize(fd, to: 0)
        try guest.system.allocate(fd, at: 0, length: 3 * 4096)
        #expect(throws: Errno.noSpace) { try guest.write(fd, "x", at: 3 * 4096) }
        #expect(files.usedBytes <= limits.maximumBytes)
    }

    @Test("a guest that has used up the files is told so, by every call that makes one")
    func nodeLimit() throws {
        var limits = MemoryLimits()
        limits.maximumNodes = 3
        let guest = try guest(MemoryFileSystem(limits: limits))
        try guest.put("one", "")
        try guest.put("two", "")
        #expect(throws: Errno.noSpace) { try guest.open("three", options: .create) }
        #expect(throws: Errno.noSpace) {
            try guest.path("three") { (path) throws(Errno) in try guest.system.createDirectory(at: path) }
        }
        // A second name is no further file, but takes bytes.
        try guest.path("one") { (one) throws(Errno) in
            try guest.path("again") { (again) throws(Errno) in try guest.system.link(one, follow: [], to: again) }
        }
        try guest.path("two") { (path) throws(Errno) in try guest.system.unlinkFile(at: path) }
        try guest.put("three", "")
    }

    @Test("a name has at most 255 bytes")
    func longNames() throws {
        let guest = try guest(MemoryFileSystem())
        try guest.put(String(repeating: "n", count: 255), "")
        #expect(throws: Errno.fileNameTooLong) { try guest.put(String(repeating: "n", count: 256), "") }
    }

    @Test("a directory that is removed while it is open takes nothing in and lists nothing")
    func removedDirectory() throws {
        let files = MemoryFileSystem()
        try files.createDirectory("gone")
        let guest = try guest(files)
        let fd = try guest.open("gone", options: .directory, rights: .directory)
        try files.remove("gone")
        #expect(throws: Errno.noSuchFileOrDirectory) { try guest.open("file", in: fd, options: .create) }
        #expect(try guest.list(fd) == [])
    }

    @Test("several systems use one file system on several threads at once")
    func threads() throws {
        let files = MemoryFileSystem()
        let threads = (0..<4).map { number in
            HostThread {
                var configuration = MemoryConfiguration()
                configuration.files = files
                configuration.grants = [MemoryGrant("/")]
                guard let system = try? MemorySystem(configuration) else { return }
                let guest = Guest(system)
                for step in 0..<100 {
                    try? guest.put("shared", "thread \(number)")
                    try? guest.put("\(number)-\(step)", "content")
                    if step % 25 == 0 { _ = try? guest.list() }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(try files.list("/").count == 401)
        #expect(try files.text("shared").hasPrefix("thread "))
    }

    @Test("a grant must be a directory")
    func grants() throws {
        var configuration = MemoryConfiguration()
        configuration.grants = [MemoryGrant("/missing")]
        let error = MemoryFileError(operation: "open directory", path: "/missing", errno: .noSuchFileOrDirectory)
        #expect(throws: error) { try MemorySystem(configuration) }
    }
}
