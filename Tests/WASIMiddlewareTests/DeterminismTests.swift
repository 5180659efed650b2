import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("Runs that come out the same")
struct DeterminismTests {
    /// What a guest sees that looks at everything that could differ.
    private func story(_ tree: TemporaryTree, seed: UInt64 = 0) throws -> [String] {
        let system = Determinism(seed: seed).wrapping(try unixSystem(tree))
        var story = [String(try system.time(.realtime)), String(try system.time()), "\(try system.random(8))"]
        _ = try system.poll(.clock(.monotonic, timeout: .nanoseconds(1 << 40), precision: .zero, isAbsolute: false))
        story.append(String(try system.time(.realtime)))
        let file = try system.create("new")
        story.append("\(try system.attributes(of: file))")
        for name in try system.names() where name != ".." { story.append("\(name) \(try system.attributes(at: name))") }
        var inodes: [UInt64] = []
        try system.readDirectory(.root, from: .start) { (entry) throws(Errno) in
            inodes.append(entry.inode)
            return true
        }
        story.append("\(inodes)")
        return story
    }

    @Test("two runs see the same, whatever the host's numbers, times and orders are")
    func same() throws {
        let names = ["b", "a", "z", "m", "c", "Q", "0"]
        let one = TemporaryTree(), other = TemporaryTree()
        for name in names { one.file(name, name) }
        // Another order, and numbers of other files between.
        for name in names.reversed() {
            other.file("x\(name)")
            other.file(name, name)
        }
        for name in names { try unixSystem(other).unlink("x\(name)") }
        let first = try story(one)
        #expect(try story(other) == first)
        #expect(first[0] == "1577836800000000000")
        #expect(try story(one, seed: 1)[2] != first[2])
    }

    @Test("a listing is sorted and goes on behind any entry, as it was at its start")
    func listing() throws {
        let tree = TemporaryTree()
        for name in ["c", "a", "b"] { tree.file(name) }
        let system = Determinism().wrapping(try unixSystem(tree))
        #expect(try system.names() == [".", "..", "a", "b", "c"])
        tree.file("aa")
        #expect(try system.names(from: DirectoryCookie(rawValue: 3)) == ["b", "c"])
        #expect(try system.names(from: DirectoryCookie(rawValue: .max)) == [])
        #expect(try system.names() == [".", "..", "a", "aa", "b", "c"])
        #expect(throws: Errno.badFileDescriptor) { try system.names(Descriptor(rawValue: 50)) }
    }

    @Test("names of one file have one number, and times that are set are kept")
    func files() throws {
        let tree = TemporaryTree()
        tree.file("a")
        let system = Determinism().wrapping(try unixSystem(tree))
        try system.link("a", to: "b")
        #expect(try system.attributes(at: "a").inode == system.attributes(at: "b").inode)
        #expect(try system.attributes(at: "a").inode != system.attributes(at: ".").inode)
        try withGuestPath("a", in: .root) { (path) throws(Errno) in
            try system.setTimes(FileTimes(access: .keep, modification: .at(.nanoseconds(5))), at: path, follow: [])
        }
        #expect(try system.attributes(at: "b").modificationTime == .nanoseconds(5))
        #expect(try system.attributes(at: "b").accessTime == .nanoseconds(1_577_836_800_000_000_000))
    }
}
