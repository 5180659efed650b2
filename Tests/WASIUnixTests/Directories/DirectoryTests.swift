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

@Suite("Listing directories")
struct DirectoryTests {
    let tree = TemporaryTree()

    @Test("every entry is seen once, whatever the number a call", arguments: [1, 2, 7, 100, 10_000])
    func complete(limit: Int) throws {
        // More than fit into one chunk of the kernel's.
        let names = (0..<1500).map { "a-rather-long-name-\($0)" }
        for name in names { tree.file(name) }
        let system = try makeSystem(in: tree)
        #expect(try system.names(.number(3), atATime: limit) == ([".", ".."] + names).sorted())
    }

    @Test("types are told, and the parent of the root is the root")
    func entries() throws {
        tree.file("file")
        tree.directory("folder")
        tree.link("link", to: "nowhere")
        tree.fifo("pipe")
        let system = try makeSystem(in: tree)
        for fd in [Descriptor.number(3), try system.adopt(tree.path, O_RDONLY | O_DIRECTORY)] {
            var types: [String: FileType] = [:]
            var inodes: [String: UInt64] = [:]
            try system.readDirectory(fd, from: .start) { entry throws(Errno) in
                types[String(repairing: entry.name)] = entry.type
                inodes[String(repairing: entry.name)] = entry.inode
                return true
            }
            #expect(
                types == [
                    ".": .directory, "..": .directory, "file": .regularFile, "folder": .directory, "link": .symbolicLink,
                    "pipe": .unknown,
                ])
            #expect(try inodes["."] == system.attributes(of: fd).inode)
            #expect(inodes[".."] == inodes["."])
        }
    }

    @Test("any cookie can be returned to, also when it lies in an earlier chunk")
    func cookies() throws {
        for index in 0..<1500 { tree.file("a-rather-long-name-\(index)") }
        let system = try makeSystem(in: tree)
        var order: [(String, DirectoryCookie)] = []
        try system.readDirectory(.number(3), from: .start) { entry throws(Errno) in
            order.append((String(repairing: entry.name), entry.next))
            return true
        }
        #expect(order.count == 1502)
        for index in [0, 1500, 3, 700, 701, 1, 1499, 2] {
            var next: String?
            try system.readDirectory(.number(3), from: order[index].1) { entry throws(Errno) in
                next = String(repairing: entry.name)
                return false
            }
            #expect(next == order[index + 1].0)
        }
        var count = 0
        try system.readDirectory(.number(3), from: order[1501].1) { _ throws(Errno) in
            count += 1
            return true
        }
        #expect(count == 0)
    }

    @Test("the start sees what has come since")
    func rewind() throws {
        let system = try makeSystem(in: tree)
        #expect(try system.names(.number(3)) == [".", ".."])
        tree.file("new")
        #expect(try system.names(.number(3)) == [".", "..", "new"])
    }

    @Test(
        "cookies that nobody has given out are no danger",
        arguments: [1, 12345, UInt64(Int64.max), UInt64(Int64.max) + 1, .max])
    func staleCookies(cookie: UInt64) throws {
        tree.file("f")
        let system = try makeSystem(in: tree)
        _ = failure { () throws(Errno) in
            try system.readDirectory(.number(3), from: DirectoryCookie(rawValue: cookie)) { _ throws(Errno) in true }
        }
        #expect(try system.names(.number(3)) == [".", "..", "f"])
    }

    @Test("what the visitor throws comes out, and the listing goes on")
    func visitorThrows() throws {
        let system = try makeSystem(in: tree)
        let error = failure { () throws(Errno) in
            try system.readDirectory(.number(3), from: .start) { _ throws(Errno) in throw .overflow }
        }
        #expect(error == .overflow)
        #expect(try system.names(.number(3)) == [".", ".."])
    }

    @Test("a listing ends with its descriptor: ten thousand do not exceed a limit of 64")
    func noLeak() throws {
        tree.file("f")
        let system = try makeSystem {
            $0.grants = [DirectoryGrant(host: tree.path, guest: "/")]
            $0.maximumOpenFiles = 64
            $0.maximumOpenDirectories = 64
        }
        for round in 0..<10_000 {
            let fd = try system.adopt(tree.path, O_RDONLY | O_DIRECTORY)
            _ = try system.names(fd)
            if round % 2 == 0 {
                try system.close(fd)
            } else {
                let target = try system.adopt(tree.path, O_RDONLY | O_DIRECTORY)
                _ = try system.names(target)
                try system.renumber(fd, to: target)
                #expect(try system.names(target) == [".", "..", "f"])
                try system.close(target)
            }
        }
        #expect(OpenDescriptors().within(tree) == [tree.path])
    }

    @Test("listings have a limit of their own")
    func limit() throws {
        let system = try makeSystem { $0.maximumOpenDirectories = 2 }
        let fds = try (0..<3).map { _ in try system.adopt(tree.path, O_RDONLY | O_DIRECTORY) }
        _ = try system.names(fds[0])
        _ = try system.names(fds[1])
        #expect(failure { () throws(Errno) in try system.names(fds[2]) } == .tooManyOpenFiles)
        #expect(failure { () throws(Errno) in try system.names(fds[0]) } == nil)
        try system.close(fds[0])
        _ = try system.names(fds[2])
    }

    @Test("what is no directory has no entries")
    func notDirectory() throws {
        let system = try makeSystem()
        let fd = try system.adopt(tree.file("f"))
        #expect(failure { () throws(Errno) in try system.names(fd) } == .notDirectory)
        #expect(failure { () throws(Errno) in try system.names(.number(99)) } == .badFileDescriptor)
    }
}
