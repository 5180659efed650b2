import TestSupport
import Testing
import WASICore
import WASIMemory
import WASIUnix

@Suite("Overlays")
struct OverlayTests {
    /// An overlay over a directory of the host.
    private func overlay(_ tree: TemporaryTree, _ limits: MemoryLimits = OverlaySystem.defaultLimits) throws -> Guest {
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/", access: .readOnly)]
        return Guest(OverlaySystem(over: try UnixSystem(configuration), limits: limits))
    }

    @Test("what is written is read again, and the file below stays as it was")
    func copyUp() throws {
        let tree = TemporaryTree()
        tree.file("file", "from below")
        let guest = try overlay(tree)
        let reader = try guest.open("file", rights: [.read, .seek])
        #expect(try guest.read(reader, 4) == "from")
        let writer = try guest.open("file", rights: [.write, .seek])
        try guest.write(writer, "FROM")
        // A descriptor that was open before sees the change, and keeps its position.
        #expect(try guest.read(reader) == " below")
        #expect(try guest.read(reader, 99, at: 0) == "FROM below")
        #expect(try guest.attributes("file").size == 10)
        #expect(tree.text("file") == "from below")
    }

    @Test("what is appended, cut and grown keeps the rest of the file below")
    func partialChanges() throws {
        let tree = TemporaryTree()
        for name in ["appended", "cut", "grown", "emptied"] { tree.file(name, "content") }
        let guest = try overlay(tree)
        try guest.write(try guest.open("appended", flags: .append), "!")
        try guest.system.resize(try guest.open("cut"), to: 3)
        try guest.system.resize(try guest.open("grown"), to: 9)
        _ = try guest.open("emptied", options: .truncate)
        #expect(try ["appended", "cut", "grown", "emptied"].map(guest.content) == ["content!", "con", "content\0\0", ""])
        #expect(tree.text("emptied") == "content")
    }

    @Test("a name that is removed is gone, and what is made in its place has nothing of the old")
    func whiteouts() throws {
        let tree = TemporaryTree()
        tree.directory("directory")
        tree.file("directory/inner", "below")
        tree.file("file", "below")
        let guest = try overlay(tree)
        try guest.unlink("file")
        #expect(throws: Errno.noSuchFileOrDirectory) { try guest.attributes("file") }
        #expect(try guest.list() == ["directory"])
        #expect(throws: Errno.directoryNotEmpty) { try guest.removeDirectory("directory") }
        try guest.unlink("directory/inner")
        try guest.removeDirectory("directory")
        #expect(try guest.list() == [])
        try guest.createDirectory("directory")
        try guest.put("file", "new")
        let fd = try guest.open("directory", options: .directory, rights: .directory)
        #expect(try guest.list(fd) == [])
        #expect(try guest.content("file") == "new")
        #expect(tree.text("file") == "below")
        #expect(tree.text("directory/inner") == "below")
    }

    @Test("a listing has the names of both, each once")
    func mergedListing() throws {
        let tree = TemporaryTree()
        for name in ["a", "b", "c"] { tree.file(name, "") }
        let guest = try overlay(tree)
        try guest.unlink("b")
        try guest.put("c", "changed")
        try guest.put("d", "new")
        #expect(try guest.list() == ["a", "c", "d"])
    }

    @Test("a directory that is moved takes with it what lies below, to any depth")
    func movedDirectory() throws {
        let tree = TemporaryTree()
        tree.directory("a")
        tree.directory("a/b")
        tree.file("a/b/deep", "deep content")
        tree.file("a/file", "content")
        tree.link("a/link", to: "b/deep")
        let guest = try overlay(tree)
        try guest.createDirectory("other")
        try guest.rename("a", to: "other/moved")
        #expect(try guest.content("other/moved/b/deep") == "deep content")
        #expect(try guest.content("other/moved/link") == "deep content")
        try guest.put("other/moved/file", "changed")
        #expect(throws: Errno.noSuchFileOrDirectory) { try guest.attributes("a/file") }
        #expect(try guest.list() == ["other"])
        #expect(tree.text("a/file") == "content")
    }

    @Test("two names of one file below stay names of one file")
    func hardLinks() throws {
        let tree = TemporaryTree()
        tree.file("one", "content")
        hardLink(tree.absolute("two"), to: tree.absolute("one"))
        let guest = try overlay(tree)
        #expect(try guest.attributes("one").linkCount == 2)
        #expect(try guest.attributes("one").inode == guest.attributes("two").inode)
        try guest.put("one", "changed")
        #expect(try guest.content("two") == "changed")
        try guest.unlink("one")
        #expect(try guest.attributes("two").linkCount == 1)
        #expect(try guest.content("two") == "changed")
    }

    @Test("what is not changed takes names only; what is changed has a limit")
    func limit() throws {
        let tree = TemporaryTree()
        tree.file("large", String(repeating: "x", count: 100_000))
        tree.file("small", "y")
        var limits = MemoryLimits()
        limits.maximumBytes = 20_000
        let guest = try overlay(tree, limits)
        #expect(try guest.content("large").utf8.count == 100_000)
        let large = try guest.open("large")
        #expect(throws: Errno.noSpace) { try guest.write(large, "X") }
        // It stays readable, and what fits can be changed.
        #expect(try guest.read(large, 1) == "x")
        try guest.put("small", "z")
        #expect(try guest.content("small") == "z")
        // Cutting it to nothing needs no room.
        try guest.put("large", "now small")
        #expect(try guest.content("large") == "now small")
    }

    @Test("looking for what is not there leaves nothing behind")
    func absence() throws {
        let tree = TemporaryTree()
        let guest = try overlay(tree)
        for number in 0..<1_000 {
            #expect(throws: Errno.noSuchFileOrDirectory) { try guest.attributes("missing\(number)") }
        }
        #expect(try guest.list() == [])
    }

    @Test("an overlay has any system below it, an overlay too")
    func overlayOfOverlays() throws {
        let files = MemoryFileSystem()
        try files.write("/file", "bottom")
        var configuration = MemoryConfiguration()
        configuration.files = files
        configuration.grants = [MemoryGrant.readOnly("/", as: "/")]
        let middle = Guest(OverlaySystem(over: try MemorySystem(configuration)))
        try middle.put("file", "middle")
        let top = Guest(OverlaySystem(over: middle.system))
        #expect(try top.content("file") == "middle")
        try top.put("file", "top")
        #expect(try top.content("file") == "top")
        #expect(try middle.content("file") == "middle")
        #expect(try files.text("/file") == "bottom")
    }

    @Test("a directory can stay read-only above, and refusals of paths are the system's below to know")
    func refusals() throws {
        let tree = TemporaryTree()
        tree.file("file", "content")
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/", access: .readOnly)]
        let unix = try UnixSystem(configuration)
        let guest = Guest(OverlaySystem(over: unix, isReadOnly: { $0.name == Array("/".utf8) }))
        #expect(throws: Errno.readOnlyFileSystem) { try guest.put("file", "changed") }
        #expect(unix.firstRefusal == nil)
        #expect(throws: Errno.notPermitted) { try guest.open("../outside", rights: .read) }
        #expect(unix.firstRefusal?.path == "../outside")
    }

    @Test("no descriptor of the system below stays open")
    func descriptors() throws {
        let tree = TemporaryTree()
        tree.file("file", "content")
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/", access: .readOnly)]
        configuration.maximumOpenFiles = 6
        let guest = Guest(OverlaySystem(over: try UnixSystem(configuration)))
        for _ in 0..<50 {
            #expect(try guest.content("file") == "content")
            _ = try guest.list()
        }
        try guest.put("file", "changed")
        #expect(try guest.content("file") == "changed")
    }
}
