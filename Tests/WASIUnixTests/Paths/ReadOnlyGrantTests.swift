import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("A read-only grant")
struct ReadOnlyGrantTests {
    @Test("every change is refused, every look is allowed", arguments: resolvers)
    func everyCall(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let tree = world.tree
        tree.directory("grant/dir")
        tree.directory("grant/dir/sub")
        tree.file("grant/file", "content")
        tree.link("grant/link", to: "file")
        tree.link("grant/dangling", to: "missing")
        let before = snapshot(tree.absolute("grant"))
        let call = PathCaller(system: world.system(resolver, .readOnly))

        #expect(call.mkdir("new") == .readOnlyFileSystem)
        #expect(call.unlink("file") == .readOnlyFileSystem)
        #expect(call.rmdir("dir/sub") == .readOnlyFileSystem)
        #expect(call.rename("file", "new") == .readOnlyFileSystem)
        #expect(call.rename("file", "file") == .readOnlyFileSystem)
        #expect(call.link("file", "new") == .readOnlyFileSystem)
        #expect(call.symlink("file", "new") == .readOnlyFileSystem)
        for follow in [LookupFlags.followSymlinks, []] {
            #expect(call.setTimes("file", 1, follow) == .readOnlyFileSystem)
            #expect(call.setTimes("link", 1, follow) == .readOnlyFileSystem)
        }
        for rights in [Rights.write, [.read, .write], .all] {
            #expect(call.openFailure("file", [], rights) == .readOnlyFileSystem)
            #expect(call.openFailure("file", [], rights, .append) == .readOnlyFileSystem)
            #expect(call.openFailure("new", .create, rights) == .readOnlyFileSystem)
        }

        // As on a read-only file system: creating what exists is opening it.
        #expect(call.openFailure("new", .create) == .readOnlyFileSystem)
        #expect(call.openFailure("new", [.create, .exclusive]) == .readOnlyFileSystem)
        #expect(call.openFailure("dangling", .create) == .readOnlyFileSystem)
        #expect(call.openFailure("dir/new", .create) == .readOnlyFileSystem)
        #expect(call.openFailure("file", .create) == nil)
        #expect(call.openFailure("file", [.create, .exclusive]) == .fileExists)
        #expect(call.openFailure("dangling", [.create, .exclusive]) == .fileExists)
        #expect(call.openFailure("missing/new", .create) == .noSuchFileOrDirectory)
        #expect(call.openFailure("file/new", .create) == .notDirectory)
        #expect(call.openFailure("file/", .create) == .isDirectory)
        #expect(call.openFailure("../new", .create) == .notPermitted)

        #expect(call.openFailure("file", [], .read, [.sync, .syncData]) == nil)
        #expect(call.openFailure("file", [], Rights.all.subtracting(.write)) == nil)
        #expect(try call.readLink("link") == "file")
        #expect(try call.type("link") == .symbolicLink)
        #expect(try call.type("link", .followSymlinks) == .regularFile)
        #expect(snapshot(tree.absolute("grant")) == before)
    }

    @Test("what is opened through it is read-only as well", arguments: resolvers)
    func inherited(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        world.tree.directory("grant/dir")
        world.tree.file("grant/dir/file", "content")
        let call = PathCaller(system: world.system(resolver, .readOnly))
        let all = Rights.directory.union(.file).subtracting(.write)
        let fd = try withGuestPath("dir", in: granted) { path throws(Errno) in
            try call.system.open(path, follow: [], options: .directory, rights: all, inheriting: all, flags: [])
        }
        #expect(try call.system.table.file(fd).isReadOnly)
        #expect(call.openFailure("file", .truncate, .read, in: fd) == .readOnlyFileSystem)
        #expect(call.openFailure("new", .create, .read, in: fd) == .readOnlyFileSystem)
        #expect(call.rename("file", "file2", from: fd, to: fd) == .readOnlyFileSystem)
        let file = try call.open("file", in: fd)
        #expect(try call.system.table.file(file).isReadOnly)
        #expect(world.tree.names("grant/dir") == ["file"])
    }

    @Test("nothing moves or is linked between it and a writable grant", arguments: resolvers)
    func betweenGrants(_ resolver: PathResolverChoice) throws {
        let tree = TemporaryTree()
        tree.directory("protected")
        tree.directory("writable")
        tree.file("protected/file", "content")
        tree.file("writable/file", "other")
        var configuration = UnixConfiguration()
        configuration.grants = [
            DirectoryGrant(host: tree.absolute("protected"), guest: "/protected", access: .readOnly),
            DirectoryGrant(host: tree.absolute("writable"), guest: "/writable"),
        ]
        configuration.resolver = resolver
        let call = PathCaller(system: try UnixSystem(configuration))
        let protected = granted, writable = Descriptor(rawValue: 4)
        // GHSA-4ch3: a second, writable name of a protected file.
        #expect(call.link("file", "stolen", from: protected, to: writable) == .readOnlyFileSystem)
        #expect(call.link("file", "planted", from: writable, to: protected) == .readOnlyFileSystem)
        #expect(call.rename("file", "stolen", from: protected, to: writable) == .readOnlyFileSystem)
        #expect(call.rename("file", "file", from: writable, to: protected) == .readOnlyFileSystem)
        #expect(call.link("file", "link", from: writable, to: writable) == nil)
        #expect(tree.names("protected") == ["file"] && tree.text("protected/file") == "content")
        #expect(tree.names("writable") == ["file", "link"])
    }
}
