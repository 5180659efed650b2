import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("A policy of paths")
struct PathPolicyTests {
    let tree = TemporaryTree()

    private func system(
        _ rules: PathPolicy.Rule..., allowsOtherwise: Bool = true, as name: String = "/"
    ) throws -> PolicedPaths {
        for name in ["open", "secret", "secret/deep"] where !tree.exists(name) { tree.directory(name) }
        tree.file("open/a.txt", "a")
        tree.file("secret/key", "key")
        tree.file("secret/deep/key", "deep")
        var policy = PathPolicy()
        policy.rules = rules
        policy.allowsOtherwise = allowsOtherwise
        return PolicedPaths(try unixSystem(tree, as: name), policy: policy)
    }

    private func isRefused(_ body: () throws(Errno) -> Void) -> Bool {
        do throws(Errno) {
            try body()
            return false
        } catch {
            return error == .permissionDenied
        }
    }

    @Test(
        "what is refused is refused however it is written",
        arguments: [
            "secret/key", "./secret/key", "secret/./key", "secret//key", "open/../secret/key", "secret/deep/../key",
            "open/./.././secret/deep/../../secret/key", "link", "open/link", "folder/key", "folder/deep/../key", "chain",
            "secret/deep/key", "secret", "secret/", "folder", "folder/.",
        ])
    func spellings(_ path: String) throws {
        tree.directory("open")
        tree.link("link", to: "secret/key")
        tree.link("open/link", to: "../secret/key")
        tree.link("folder", to: "./secret")
        tree.link("chain", to: "open/link")
        let system = try system(.deny("/secret"))
        #expect(isRefused { () throws(Errno) in _ = try system.open(path) })
        #expect(isRefused { () throws(Errno) in _ = try system.attributes(at: path) })
        // Nor can a link that the guest makes itself lead there.
        try system.symlink("mine", to: path)
        #expect(isRefused { () throws(Errno) in _ = try system.open("mine") })
    }

    @Test("what is not refused is as it was, links that are not followed among it")
    func others() throws {
        tree.link("link", to: "secret/key")
        tree.link("around", to: "secret/../open")
        let system = try system(.deny("/secret"))
        #expect(try system.read(try system.open("open/a.txt"), 9) == "a")
        #expect(try system.read(try system.open("around/a.txt"), 9) == "a")
        #expect(try system.attributes(at: "link", follow: []).type == .symbolicLink)
        #expect(throws: Errno.noSuchFileOrDirectory) { try system.open("open/none") }
        #expect(throws: Errno.notPermitted) { try system.open("../x") }
        #expect(throws: Errno.notPermitted) { try system.open("/open/a.txt") }
        #expect(throws: Errno.noSuchFileOrDirectory) { try system.open("") }
        #expect(throws: Errno.invalidArgument) { try system.open("a\0b") }
        #expect(throws: Errno.badFileDescriptor) { try system.open("a", in: Descriptor(rawValue: 77)) }
        tree.link("loop", to: "loop")
        #expect(throws: Errno.tooManySymbolicLinkLevels) { try system.open("loop") }
    }

    @Test("the first rule that covers a path and has the operation decides")
    func order() throws {
        let system = try system(.allow("/secret/deep", .read), .deny("/secret"), .deny("/open", .write))
        #expect(try system.read(try system.open("secret/deep/key"), 9) == "deep")
        #expect(isRefused { () throws(Errno) in _ = try system.open("secret/deep/key", [.write]) })
        #expect(isRefused { () throws(Errno) in _ = try system.open("secret/key") })
        #expect(try system.read(try system.open("open/a.txt"), 9) == "a")
        #expect(isRefused { () throws(Errno) in _ = try system.open("open/a.txt", [.read, .write]) })
        #expect(isRefused { () throws(Errno) in _ = try system.open("open/a.txt", options: .truncate) })
    }

    @Test("with nothing allowed otherwise, only what a rule allows is there")
    func closed() throws {
        let system = try system(.allow("/open", .read), allowsOtherwise: false)
        #expect(try system.read(try system.open("open/a.txt"), 9) == "a")
        #expect(isRefused { () throws(Errno) in _ = try system.open("secret/key") })
        #expect(isRefused { () throws(Errno) in _ = try system.names() })
        #expect(isRefused { () throws(Errno) in try system.createDirectory(at: "open/new") })
        #expect(isRefused { () throws(Errno) in try system.unlink("open/a.txt") })
        #expect(try system.names(try system.open("open", [.readDirectory], options: .directory)).contains("a.txt"))
    }

    @Test("an existing file can be opened for creating, and a missing one is not made")
    func creating() throws {
        let system = try system(.deny("/open", .create))
        #expect(try system.write(try system.create("open/a.txt"), "b") == 1)
        #expect(isRefused { () throws(Errno) in _ = try system.create("open/new.txt") })
        #expect(isRefused { () throws(Errno) in _ = try system.open("open/new.txt", options: [.create, .exclusive]) })
        tree.link("dangling", to: "open/other.txt")
        #expect(isRefused { () throws(Errno) in _ = try system.create("dangling") })
        #expect(isRefused { () throws(Errno) in try system.symlink("open/link", to: "a.txt") })
        #expect(isRefused { () throws(Errno) in try system.link("secret/key", to: "open/key") })
        #expect(isRefused { () throws(Errno) in try system.rename("secret/key", to: "open/key") })
        #expect(tree.names("open") == ["a.txt"])
    }

    @Test("nothing gets a name under which more is allowed")
    func moving() throws {
        let system = try system(.deny("/secret/key", .read), .deny("/**/*.lock", .delete))
        #expect(isRefused { () throws(Errno) in try system.rename("secret/key", to: "open/key") })
        #expect(isRefused { () throws(Errno) in try system.link("secret/key", to: "open/key") })
        // Some rule is for what is below it.
        #expect(isRefused { () throws(Errno) in try system.rename("secret", to: "public") })
        #expect(isRefused { () throws(Errno) in try system.rename("open", to: "secret/open") })
        tree.file("a.lock")
        #expect(isRefused { () throws(Errno) in try system.rename("a.lock", to: "b") })
        #expect(isRefused { () throws(Errno) in try system.rename("open/a.txt", to: "a.lock") })
        try system.rename("open/a.txt", to: "b.txt")
        #expect(tree.text("b.txt") == "a")
    }

    @Test("a directory that is open keeps to the policy when it is moved, renumbered and its number used again")
    func descriptors() throws {
        tree.directory("one")
        let system = try system(.deny("/two/sub/x", .write), .deny("/secret"))
        // No rule is for what is below these.
        tree.directory("three")
        tree.directory("three/sub")
        tree.file("three/sub/x", "x")
        let sub = try system.open("three/sub", [.open, .readLink], options: .directory)
        let other = try system.open("open", [.open, .readLink], options: .directory)
        #expect(try system.read(try system.open("x", in: sub), 9) == "x")
        try system.renumber(other, to: sub)
        #expect(throws: Errno.noSuchFileOrDirectory) { try system.open("x", in: sub) }
        #expect(try system.read(try system.open("a.txt", in: sub), 9) == "a")
        #expect(isRefused { () throws(Errno) in _ = try system.open("one/../secret", [.open], options: .directory) })
        // Where nobody can see the links, nothing is reached.
        let blind = try system.open("three", [.open], options: .directory)
        #expect(throws: Errno.notCapable) { try system.open("sub/x", in: blind) }
        // A directory's descriptor does not lead up.
        #expect(throws: Errno.notPermitted) { try system.open("../secret/key", in: sub) }
    }

    @Test("a file that was opened without leave to write cannot be cut or have its times set")
    func rights() throws {
        let system = try system(.deny("/open", .write))
        let file = try system.open("open/a.txt", [.read, .setSize, .setTimes, .allocate])
        #expect(throws: Errno.notCapable) { try system.resize(file, to: 0) }
        #expect(throws: Errno.notCapable) {
            try system.setTimes(FileTimes(access: .now, modification: .now), of: file)
        }
    }

    @Test("local sockets have paths, too")
    func sockets() throws {
        let system = try system(.deny("/secret"))
        let socket = try system.openSocket(.unix, .stream, .any)
        for path in ["/secret/socket", "secret/socket", "./secret/socket", "/open/../secret/socket"] {
            #expect(isRefused { () throws(Errno) in try system.bind(socket, to: .unix(.path(path))) })
            #expect(isRefused { () throws(Errno) in try system.connect(socket, to: .unix(.path(path))) })
        }
        try system.close(.root)
        #expect(isRefused { () throws(Errno) in try system.connect(socket, to: .unix(.path("/open/socket"))) })
    }

    @Test("a directory that is granted as . has paths without a slash in front, and the answer can be another")
    func names() throws {
        tree.directory("open")
        tree.directory("secret")
        var policy = PathPolicy()
        policy.rules = [.deny("secret")]
        policy.answer = .noSuchFileOrDirectory
        var refused: [String] = []
        let system = PolicedPaths(try unixSystem(tree, as: "."), policy: policy) { refused.append("\($1)") }
        #expect(throws: Errno.noSuchFileOrDirectory) { try system.createDirectory(at: "open/../secret/x") }
        #expect(refused == ["secret/x"])
    }

    @Test(
        "a pattern covers what it matches and what is below",
        arguments: [
            ("/a", "/a", true), ("/a", "/a/b/c", true), ("/a", "/ab", false), ("/a", "a", false), ("/", "/x", true),
            ("/*/b", "/a/b", true), ("/*/b", "/a/c/b", false), ("/**/b", "/b", true), ("/**/b", "/x/y/b/z", true),
            ("**/b", "/x/b", true), ("/a/**", "/a", true), ("*.txt", "a.txt", true), ("/*.txt", "/x/a.txt", false),
            ("/./a//b/", "/a/b", true),
        ])
    func patterns(_ pattern: String, _ path: String, _ isCovered: Bool) throws {
        let tree = TemporaryTree()
        var policy = PathPolicy()
        policy.rules = [.deny(PathPattern(pattern))]
        let isAbsolute = path.hasPrefix("/")
        let system = PolicedPaths(try unixSystem(tree, as: isAbsolute ? "/" : "."), policy: policy)
        let error: Errno = isCovered ? .permissionDenied : .noSuchFileOrDirectory
        #expect(throws: error) { try system.attributes(at: isAbsolute ? String(path.dropFirst()) : path) }
    }
}
