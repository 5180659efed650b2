import CWASIUnix
import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Paths are resolved beneath their directory")
struct ResolverTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let path: String
        var flags = Syscall.locating
        let expected: Resolution
        var testDescription: String { "\(path) [\(flags)] \(expected)" }

        init(_ path: String, _ expected: Resolution, _ flags: Int32 = Syscall.locating) {
            self.path = path
            self.flags = flags
            self.expected = expected
        }
    }

    /// `grant/dir/nested/file` and links of every kind.
    static func world() -> SandboxWorld {
        let world = SandboxWorld()
        let tree = world.tree
        tree.directory("grant/dir")
        tree.directory("grant/dir/nested")
        tree.file("grant/dir/nested/file", "inside")
        tree.file("grant/file", "inside")
        tree.link("grant/to-file", to: "dir/nested/file")
        tree.link("grant/to-dir", to: "dir/nested")
        tree.link("grant/to-dir-slash", to: "dir/nested/")
        tree.link("grant/to-link", to: "to-dir")
        tree.link("grant/dir/up", to: "..")
        tree.link("grant/dir/up-to-file", to: "../file")
        tree.link("grant/out", to: "../outside")
        tree.link("grant/dir/out", to: "../../outside/secret")
        tree.link("grant/out-and-in", to: "../grant/file")
        tree.link("grant/out-through-two", to: "dir/up/..")
        tree.link("grant/absolute", to: tree.absolute("outside/secret"))
        tree.link("grant/absolute-inside", to: tree.absolute("grant/file"))
        tree.link("grant/root", to: "/")
        tree.link("grant/dangling", to: "missing")
        tree.link("grant/dangling-deep", to: "missing/deeper")
        tree.link("grant/loop", to: "loop")
        tree.link("grant/ping", to: "pong")
        tree.link("grant/pong", to: "ping")
        tree.link("grant/file-slash", to: "file/")
        return world
    }

    static let nofollow = Syscall.locating | O_NOFOLLOW
    static let cases: [Case] = [
        // Dots and slashes.
        Case("file", .reached("grant/file")),
        Case(".", .reached("grant")),
        Case("./", .reached("grant")),
        Case("./.", .reached("grant")),
        Case("dir/..", .reached("grant")),
        Case("dir/../", .reached("grant")),
        Case("dir/.//nested/../../dir/nested/../nested///./file", .reached("grant/dir/nested/file")),
        Case("dir/nested/", .reached("grant/dir/nested")),
        Case("dir/nested///", .reached("grant/dir/nested")),
        Case("dir/nested/file/", .failed(.notDirectory)),
        Case("file/..", .failed(.notDirectory)),
        Case("file/.", .failed(.notDirectory)),
        Case("missing/..", .failed(.noSuchFileOrDirectory)),
        Case("missing/", .failed(.noSuchFileOrDirectory)),
        Case("missing", .failed(.noSuchFileOrDirectory)),
        Case("..file", .failed(.noSuchFileOrDirectory)),
        Case("...", .failed(.noSuchFileOrDirectory)),
        Case(String(repeating: "x", count: 255), .failed(.noSuchFileOrDirectory)),
        Case(String(repeating: "x", count: 256), .failed(.fileNameTooLong)),
        Case(String(repeating: "x", count: 256) + "/a", .failed(.fileNameTooLong)),
        Case(String(repeating: "./", count: 2047), .reached("grant")),
        Case(String(repeating: "dir/../", count: 50), .reached("grant")),
        // Out of the grant.
        Case("..", .failed(.outside)),
        Case("../", .failed(.outside)),
        Case("../grant", .failed(.outside)),
        Case("../outside/secret", .failed(.outside)),
        Case("dir/../..", .failed(.outside)),
        Case("dir/nested/../../../grant/file", .failed(.outside)),
        Case("dir/up/..", .failed(.outside)),
        Case("out", .failed(.outside)),
        Case("out/secret", .failed(.outside)),
        Case("out/", .failed(.outside)),
        Case("dir/out", .failed(.outside)),
        Case("out-and-in", .failed(.outside)),
        Case("out-through-two", .failed(.outside)),
        Case("absolute", .failed(.outside)),
        Case("absolute/", .failed(.outside)),
        Case("absolute-inside", .failed(.outside)),
        Case("root", .failed(.outside)),
        Case("root/etc/passwd", .failed(.outside)),
        Case("/", .failed(.outside)),
        Case("/etc/passwd", .failed(.outside)),
        // Links, followed and not.
        Case("to-file", .reached("grant/dir/nested/file")),
        Case("to-file", .reached("grant/to-file"), nofollow),
        Case("to-dir", .reached("grant/dir/nested")),
        Case("to-dir", .reached("grant/to-dir"), nofollow),
        Case("to-dir/", .reached("grant/dir/nested"), nofollow),
        Case("to-dir/file", .reached("grant/dir/nested/file"), nofollow),
        Case("to-dir-slash", .reached("grant/dir/nested")),
        Case("to-dir-slash/file", .reached("grant/dir/nested/file")),
        Case("to-link/..", .reached("grant/dir")),
        Case("dir/up", .reached("grant")),
        Case("dir/up/dir/up/dir/up/file", .reached("grant/file")),
        Case("dir/up-to-file", .reached("grant/file")),
        Case("out", .reached("grant/out"), nofollow),
        Case("absolute", .reached("grant/absolute"), nofollow),
        Case("out/", .failed(.outside), nofollow),
        Case("file-slash", .failed(.notDirectory)),
        Case("dangling", .failed(.noSuchFileOrDirectory)),
        Case("dangling/", .failed(.noSuchFileOrDirectory), nofollow),
        Case("dangling", .reached("grant/dangling"), nofollow),
        Case("dangling-deep", .failed(.noSuchFileOrDirectory)),
        Case("loop", .failed(.tooManySymbolicLinkLevels)),
        Case("loop", .reached("grant/loop"), nofollow),
        Case("loop/x", .failed(.tooManySymbolicLinkLevels)),
        Case("ping", .failed(.tooManySymbolicLinkLevels)),
        // Opened rather than located.
        Case("to-file", .reached("grant/dir/nested/file"), O_RDONLY),
        Case("to-file", .failed(.tooManySymbolicLinkLevels), O_RDONLY | O_NOFOLLOW),
        Case("to-dir", .failed(.notDirectory), O_RDONLY | O_NOFOLLOW | O_DIRECTORY),
        Case("to-dir", .reached("grant/dir/nested"), O_RDONLY | O_DIRECTORY),
        Case("to-file", .failed(.notDirectory), O_RDONLY | O_DIRECTORY),
        Case("dir", .failed(.isDirectory), O_RDWR),
        Case("dir", .failed(.isDirectory), O_RDWR | O_DIRECTORY),
        Case("absolute", .failed(.outside), O_WRONLY | O_TRUNC),
        Case("dir/out", .failed(.outside), O_WRONLY | O_TRUNC),
        // Made: nowhere but inside, and never with a slash behind.
        Case("../made", .failed(.outside), O_WRONLY | O_CREAT),
        Case("out/made", .failed(.outside), O_WRONLY | O_CREAT),
        Case("file/", .failed(.isDirectory), O_WRONLY | O_CREAT),
        Case("missing/", .failed(.isDirectory), O_WRONLY | O_CREAT),
        Case("dir", .failed(.isDirectory), O_RDONLY | O_CREAT),
        Case("dir", .failed(.fileExists), O_RDONLY | O_CREAT | O_EXCL),
        Case("dangling", .failed(.fileExists), O_WRONLY | O_CREAT | O_EXCL),
        Case("out", .failed(.fileExists), O_WRONLY | O_CREAT | O_EXCL),
        Case("dangling", .failed(.tooManySymbolicLinkLevels), O_WRONLY | O_CREAT | O_NOFOLLOW),
        Case("dangling-deep", .failed(.noSuchFileOrDirectory), O_WRONLY | O_CREAT),
        Case("absolute", .failed(.outside), O_WRONLY | O_CREAT | O_TRUNC),
        Case("dangling", .reached("grant/missing"), O_WRONLY | O_CREAT),
        Case(".", .failed(.isDirectory), O_RDONLY | O_CREAT),
        Case("dir/..", .failed(.isDirectory), O_RDONLY | O_CREAT),
    ]

    @Test("each resolver gives the expected answer and leaves no descriptor", arguments: resolvers)
    func answers(_ resolver: PathResolverChoice) {
        let world = Self.world()
        for each in Self.cases {
            #expect(world.resolve(each.path, resolver, each.flags) == each.expected, "\(each.testDescription)")
        }
        #expect(world.outsideIsUntouched)
        #expect(OpenDescriptors().within(world.tree) == [world.tree.absolute("grant")])
    }

    @Test("40 links on a path are followed, 41 are not", arguments: resolvers)
    func links(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        world.tree.file("grant/l0", "end")
        for number in 1...41 { world.tree.link("grant/l\(number)", to: "l\(number - 1)") }
        #expect(world.resolve("l40", resolver) == .reached("grant/l0"))
        #expect(world.resolve("l41", resolver) == .failed(.tooManySymbolicLinkLevels))
    }

    @Test("targets as long as the host allows, one behind the other, are followed", arguments: resolvers)
    func longTargets(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        world.tree.file("grant/end", "end")
        let dots = String(repeating: "./", count: 2040)
        for number in 1...40 { world.tree.link("grant/l\(number)", to: dots + (number == 1 ? "end" : "l\(number - 1)")) }
        #expect(world.resolve("l40", resolver) == .reached("grant/end"))
        world.tree.directory("grant/d")
        for number in 1...39 { world.tree.link("grant/m\(number)", to: dots + (number == 1 ? "d" : "m\(number - 1)")) }
        #expect(world.resolve("m39/" + dots + "../end", resolver) == .reached("grant/end"))
    }

    @Test("magic links of procfs are refused, the links that are what they seem are followed", arguments: resolvers)
    func magicLinks(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        let proc = Glibc.open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(proc) }
        func resolve(_ path: String) -> ResolutionFailure? {
            do throws(ResolutionFailure) {
                _ = try PathResolver(choice: resolver).open(Array(path.utf8CString), beneath: proc, Syscall.locating)
                return nil
            } catch {
                return error
            }
        }
        let pipe = HostPair.pipe()
        #expect(resolve("self/status") == nil)
        #expect(resolve("thread-self/status") == nil)
        #expect(resolve("mounts") == nil)
        for path in ["root", "cwd", "exe", "fd/\(pipe.reader)", "fd/\(world.root)", "ns/mnt", "root/etc", "cwd/.."] {
            #expect(resolve("self/" + path) == .host(.tooManySymbolicLinkLevels), "self/\(path)")
        }
    }

    @Test("names that are not UTF-8 are names like any other", arguments: resolvers)
    func bytes(_ resolver: PathResolverChoice) throws {
        let world = SandboxWorld()
        let system = world.system(resolver)
        let name: [UInt8] = [0x61, 0xFF, 0xFE, 0x2E, 0x80]
        try withGuestPath(name, in: granted) { path throws(Errno) in try system.createDirectory(at: path) }
        try withGuestPath(name + Array("/x".utf8), in: granted) { path throws(Errno) in
            try system.createDirectory(at: path)
        }
        let type = try withGuestPath(name + Array("/../".utf8) + name, in: granted) { path throws(Errno) in
            try system.attributes(at: path, follow: []).type
        }
        #expect(type == .directory)
    }
}
