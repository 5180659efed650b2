import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

/// A system on `grant/` and short names for its calls, which answer with an errno or `nil`.
struct PathCaller {
    let system: UnixSystem

    func mkdir(_ path: String) -> Errno? {
        failure { () throws(Errno) in
            try withGuestPath(path, in: granted) { path throws(Errno) in try system.createDirectory(at: path) }
        }
    }
    func unlink(_ path: String) -> Errno? {
        failure { () throws(Errno) in
            try withGuestPath(path, in: granted) { path throws(Errno) in try system.unlinkFile(at: path) }
        }
    }
    func rmdir(_ path: String) -> Errno? {
        failure { () throws(Errno) in
            try withGuestPath(path, in: granted) { path throws(Errno) in try system.removeDirectory(at: path) }
        }
    }
    func rename(_ path: String, _ other: String, from: Descriptor = granted, to: Descriptor = granted) -> Errno? {
        failure { () throws(Errno) in
            try withGuestPath(path, in: from) { path throws(Errno) in
                try withGuestPath(other, in: to) { other throws(Errno) in try system.rename(path, to: other) }
            }
        }
    }
    func link(
        _ path: String, _ other: String, _ follow: LookupFlags = [], from: Descriptor = granted, to: Descriptor = granted
    ) -> Errno? {
        failure { () throws(Errno) in
            try withGuestPath(path, in: from) { path throws(Errno) in
                try withGuestPath(other, in: to) { other throws(Errno) in
                    try system.link(path, follow: follow, to: other)
                }
            }
        }
    }
    func symlink(_ target: String, _ path: String) -> Errno? {
        failure { () throws(Errno) in
            let target = Array(target.utf8)
            try withGuestPath(path, in: granted) { path throws(Errno) in
                try system.createSymlink(to: target.span.bytes, at: path)
            }
        }
    }
    func readLink(_ path: String, _ capacity: Int = 64) throws(Errno) -> String {
        var buffer = [UInt8](repeating: 0, count: capacity)
        var span = buffer.mutableSpan
        var bytes = span.mutableBytes
        let count = try withGuestPath(path, in: granted) { path throws(Errno) in
            try system.readLink(at: path, into: &bytes)
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
    func type(_ path: String, _ follow: LookupFlags = []) throws(Errno) -> FileType {
        try withGuestPath(path, in: granted) { path throws(Errno) in
            try system.attributes(at: path, follow: follow).type
        }
    }
    func modification(_ path: String, _ follow: LookupFlags = []) throws(Errno) -> UInt64 {
        try withGuestPath(path, in: granted) { path throws(Errno) in
            try system.attributes(at: path, follow: follow).modificationTime.rawValue
        }
    }
    func setTimes(_ path: String, _ nanoseconds: UInt64, _ follow: LookupFlags = []) -> Errno? {
        let time = TimeUpdate.at(.nanoseconds(nanoseconds))
        return failure { () throws(Errno) in
            try withGuestPath(path, in: granted) { path throws(Errno) in
                try system.setTimes(FileTimes(access: time, modification: time), at: path, follow: follow)
            }
        }
    }
    func open(
        _ path: String, _ options: OpenOptions = [], _ rights: Rights = .read, _ flags: DescriptorFlags = [],
        follow: LookupFlags = .followSymlinks, in directory: Descriptor = granted
    ) throws(Errno) -> Descriptor {
        try withGuestPath(path, in: directory) { path throws(Errno) in
            try system.open(path, follow: follow, options: options, rights: rights, inheriting: [], flags: flags)
        }
    }
    func openFailure(
        _ path: String, _ options: OpenOptions = [], _ rights: Rights = .read, _ flags: DescriptorFlags = [],
        follow: LookupFlags = .followSymlinks, in directory: Descriptor = granted
    ) -> Errno? {
        failure { () throws(Errno) in
            let fd = try open(path, options, rights, flags, follow: follow, in: directory)
            try close(fd)
        }
    }
    func close(_ fd: Descriptor) throws(Errno) {
        try OwnedDescriptor(taking: try system.table.remove(fd).host).close()
    }
}

@Suite("Calls on paths answer as Linux does, inside the sandbox")
struct PathCallTests {
    @Test("the ends of paths: dots and slashes", arguments: resolvers)
    func ends(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let tree = world.tree
        tree.directory("grant/dir")
        tree.directory("grant/dir/sub")
        tree.file("grant/file", "x")
        tree.link("grant/to-file", to: "file")
        tree.link("grant/to-dir", to: "dir")
        tree.link("grant/nowhere", to: "missing")
        let call = PathCaller(system: world.system(resolver))

        for path in [".", "dir/.", "dir/..", "dir/sub/../"] {
            #expect(call.mkdir(path) == .fileExists, "\(path)")
            #expect(call.unlink(path) == .isDirectory, "\(path)")
            #expect(call.rmdir(path) == (path.contains("..") ? .directoryNotEmpty : .invalidArgument), "\(path)")
            #expect(call.rename(path, "new") == .resourceBusy, "\(path)")
            #expect(call.rename("file", path) == .resourceBusy, "\(path)")
            #expect(call.link(path, "new") == .notPermitted, "\(path)")
            #expect(call.link("file", path) == .fileExists, "\(path)")
            #expect(call.symlink("x", path) == .fileExists, "\(path)")
            #expect(failure { () throws(Errno) in try call.readLink(path) } == .invalidArgument, "\(path)")
            #expect(try call.type(path) == .directory, "\(path)")
        }
        for path in ["missing/.", "missing/..", "missing/x", "nowhere/.", "nowhere/x"] {
            #expect(call.mkdir(path) == .noSuchFileOrDirectory, "\(path)")
            #expect(call.unlink(path) == .noSuchFileOrDirectory, "\(path)")
            #expect(call.symlink("x", path) == .noSuchFileOrDirectory, "\(path)")
        }
        for path in ["file/.", "file/..", "file/x", "to-file/x"] {
            #expect(call.mkdir(path) == .notDirectory, "\(path)")
            #expect(call.rmdir(path) == .notDirectory, "\(path)")
        }
        // With a slash behind.
        #expect(call.mkdir("file/") == .fileExists)
        #expect(call.mkdir("nowhere/") == .fileExists)
        #expect(call.mkdir("new/") == nil)
        #expect(call.unlink("dir/") == .isDirectory)
        #expect(call.unlink("dir") == .isDirectory)
        #expect(call.unlink("file/") == .notDirectory)
        #expect(call.unlink("to-dir/") == .notDirectory)
        #expect(call.unlink("nothing/") == .noSuchFileOrDirectory)
        #expect(call.rmdir("file") == .notDirectory)
        #expect(call.rmdir("file/") == .notDirectory)
        #expect(call.rmdir("to-dir/") == .notDirectory)
        #expect(call.rmdir("dir") == .directoryNotEmpty)
        #expect(call.rename("file/", "other") == .notDirectory)
        #expect(call.rename("file", "other/") == .notDirectory)
        #expect(call.rename("to-dir/", "other") == .notDirectory)
        #expect(call.rename("new/", "new2") == nil)
        #expect(call.rename("new2", "new3/") == nil)
        #expect(call.rename("new3/", "new4/") == nil)
        #expect(call.rmdir("new4/") == nil)
        #expect(call.link("file", "new/") == .noSuchFileOrDirectory)
        #expect(call.link("file", "to-file/") == .fileExists)
        #expect(call.link("file/", "new") == .notDirectory)
        #expect(call.link("dir/", "new") == .notPermitted)
        #expect(call.link("dir", "new") == .notPermitted)
        #expect(call.symlink("x", "new/") == .noSuchFileOrDirectory)
        #expect(call.symlink("x", "dir/") == .fileExists)
        #expect(call.symlink("x", "file/") == .fileExists)
        #expect(failure { () throws(Errno) in try call.readLink("to-dir/") } == .invalidArgument)
        #expect(failure { () throws(Errno) in try call.readLink("to-file/") } == .notDirectory)
        #expect(failure { () throws(Errno) in try call.readLink("nowhere/") } == .noSuchFileOrDirectory)
        #expect(try call.type("to-dir/") == .directory)
        #expect(try call.type("to-dir") == .symbolicLink)
        #expect(failure { () throws(Errno) in try call.type("file/") } == .notDirectory)
        // Nothing of that has changed anything.
        #expect(tree.names("grant") == ["dir", "file", "nowhere", "to-dir", "to-file"])
        #expect(world.outsideIsUntouched)
    }

    @Test("paths that no call takes are refused by every call", arguments: resolvers)
    func refusedByAll(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        world.tree.file("grant/file", "x")
        world.tree.directory("grant/dir")
        world.tree.link("grant/out", to: "../outside")
        world.tree.link("grant/abs", to: world.tree.absolute("outside"))
        let before = snapshot(world.tree.absolute("grant"))
        let long = String(repeating: "dir/../", count: 600)
        let cases: [(String, Errno)] = [
            ("", .noSuchFileOrDirectory), ("/", .notPermitted), ("/file", .notPermitted), ("//", .notPermitted),
            (world.tree.absolute("outside/secret"), .notPermitted), ("..", .notPermitted), ("../", .notPermitted),
            ("../outside/secret", .notPermitted), ("../grant/file", .notPermitted), ("dir/../..", .notPermitted),
            ("dir/../../grant/file", .notPermitted), ("out/secret", .notPermitted), ("out/new", .notPermitted),
            ("abs/secret", .notPermitted), ("abs/new", .notPermitted), ("out/.", .notPermitted), ("out/..", .notPermitted),
            ("file\0", .invalidArgument), ("\0", .invalidArgument), ("fi\0le", .invalidArgument),
            (long, .fileNameTooLong), (String(repeating: "x", count: 4096), .fileNameTooLong),
            (String(repeating: "x", count: 256), .fileNameTooLong),
        ]
        let call = PathCaller(system: world.system(resolver))
        for (path, expected) in cases {
            let name = String(path.prefix(40))
            #expect(call.mkdir(path) == expected, "mkdir \(name)")
            #expect(call.unlink(path) == expected, "unlink \(name)")
            #expect(call.rmdir(path) == expected, "rmdir \(name)")
            #expect(call.rename(path, "new") == expected, "rename \(name)")
            #expect(call.rename("file", path) == expected, "rename to \(name)")
            #expect(call.link(path, "new") == expected, "link \(name)")
            #expect(call.link("file", path) == expected, "link to \(name)")
            #expect(call.symlink("x", path) == expected, "symlink \(name)")
            #expect(failure { () throws(Errno) in try call.readLink(path) } == expected, "readlink \(name)")
            for follow in [LookupFlags.followSymlinks, []] {
                #expect(failure { () throws(Errno) in try call.type(path, follow) } == expected, "stat \(name)")
                #expect(call.setTimes(path, 1, follow) == expected, "times \(name)")
                for options in [OpenOptions.create, [], .truncate, [.create, .exclusive], .directory] {
                    #expect(call.openFailure(path, options, follow: follow) == expected, "open \(name) \(options)")
                }
            }
        }
        // An endless path costs no memory of the host's: only its length is looked at.
        let endless = [UInt8](repeating: UInt8(ascii: "a"), count: 16 << 20)
        let result = failure { () throws(Errno) in
            try withGuestPath(endless, in: granted) { path throws(Errno) in try call.system.createDirectory(at: path) }
        }
        #expect(result == .fileNameTooLong)
        #expect(snapshot(world.tree.absolute("grant")) == before)
        #expect(world.outsideIsUntouched)
    }

    @Test("a link's own name can be made, read, renamed and removed wherever it leads", arguments: resolvers)
    func linksThemselves(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let call = PathCaller(system: world.system(resolver))
        #expect(call.symlink("target", "link") == nil)
        #expect(try call.readLink("link", 10) == "target")
        #expect(try call.readLink("link", 4) == "targ")
        #expect(try call.readLink("link", 6) == "target")
        #expect(try call.readLink("link", 0) == "")
        #expect(call.symlink("again", "link") == .fileExists)
        #expect(call.symlink("/", "root") == .notPermitted)
        #expect(call.symlink("/etc/passwd", "root") == .notPermitted)
        #expect(call.symlink("", "empty") == .noSuchFileOrDirectory)
        #expect(call.symlink("a\0b", "nul") == .invalidArgument)
        #expect(call.symlink(String(repeating: "x", count: 4096), "long") == .fileNameTooLong)
        #expect(call.symlink("../outside/secret", "out") == nil)
        #expect(try call.readLink("out") == "../outside/secret")
        #expect(failure { () throws(Errno) in try call.type("out", .followSymlinks) } == .notPermitted)
        #expect(call.openFailure("out") == .notPermitted)
        #expect(call.openFailure("out", [], .read, follow: []) == .tooManySymbolicLinkLevels)
        #expect(call.openFailure("link", .directory, .read, follow: []) == .notDirectory)
        #expect(call.rename("out", "out2") == nil)
        #expect(call.unlink("out2") == nil)
        #expect(call.unlink("link") == nil)
        #expect(world.tree.names("grant") == [])
        #expect(world.outsideIsUntouched)
    }

    @Test("hard links: of files, of links themselves, never of what a link leads to", arguments: resolvers)
    func hardLinks(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let call = PathCaller(system: world.system(resolver))
        world.tree.file("grant/file", "x")
        world.tree.directory("grant/sub")
        world.tree.link("grant/symlink", to: "target")
        world.tree.link("grant/out", to: "../outside/secret")
        #expect(call.link("file", "sub/link") == nil)
        #expect(call.link("file", "link", .followSymlinks) == nil)
        #expect(call.link("file", "file") == .fileExists)
        #expect(call.link("file", "sub") == .fileExists)
        #expect(call.link("file", "symlink") == .fileExists)
        #expect(call.link("symlink", "symlink2") == nil)
        #expect(try call.type("symlink2") == .symbolicLink)
        #expect(call.link("symlink", "symlink3", .followSymlinks) == .invalidArgument)
        #expect(call.link("out", "stolen", .followSymlinks) == .invalidArgument)
        #expect(call.link("out", "copy") == nil)
        #expect(try call.type("copy") == .symbolicLink)
        #expect(call.link("missing", "new", .followSymlinks) == .noSuchFileOrDirectory)
        #expect(world.outsideIsUntouched)
    }

    @Test("renaming follows POSIX", arguments: resolvers)
    func renaming(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        let call = PathCaller(system: world.system(resolver))
        world.tree.directory("grant/full")
        world.tree.file("grant/full/file", "x")
        world.tree.directory("grant/empty")
        world.tree.file("grant/file", "y")
        #expect(call.rename("empty", "full") == .directoryNotEmpty)
        #expect(call.rename("empty", "full/file") == .notDirectory)
        #expect(call.rename("file", "empty") == .isDirectory)
        #expect(call.rename("full", "full/inside") == .invalidArgument)
        #expect(call.rename("missing", "new") == .noSuchFileOrDirectory)
        #expect(call.rename("full", "empty") == nil)
        #expect(call.rename("file", "empty/file") == nil)
        #expect(world.tree.text("grant/empty/file") == "y")
        #expect(world.tree.names("grant") == ["empty"])
    }

    @Test("times are set on a link or on what it leads to, as asked", arguments: resolvers)
    func times(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let call = PathCaller(system: world.system(resolver))
        world.tree.directory("grant/dir")
        world.tree.file("grant/dir/file", "x")
        world.tree.link("grant/link", to: "dir/file")
        world.tree.link("grant/out", to: "../outside/secret")
        world.tree.fifo("grant/fifo")
        #expect(call.setTimes("link", 1_000_000_001) == nil)
        #expect(call.setTimes("link", 2_000_000_002, .followSymlinks) == nil)
        #expect(try call.modification("link") == 1_000_000_001)
        #expect(try call.modification("link", .followSymlinks) == 2_000_000_002)
        #expect(try call.modification("dir/file") == 2_000_000_002)
        #expect(call.setTimes("dir/file", 3) == nil)
        #expect(try call.modification("dir/file", .followSymlinks) == 3)
        #expect(call.setTimes("dir/", 4) == nil)
        #expect(try call.modification("dir") == 4)
        #expect(call.setTimes(".", 5, .followSymlinks) == nil)
        #expect(try call.modification("dir/..") == 5)
        // A FIFO that nobody reads would hold up whoever opens it.
        #expect(call.setTimes("fifo", 6, .followSymlinks) == nil)
        #expect(try call.modification("fifo") == 6)
        #expect(call.setTimes("out", 7, .followSymlinks) == .notPermitted)
        #expect(call.setTimes("out", 7) == nil)
        #expect(call.setTimes("fifo", .max) == nil)
        #expect(world.outsideIsUntouched)
    }
}
