import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

/// Trees and paths from a small alphabet, so that the interesting combinations meet often.
struct SandboxGenerator {
    var random: SeededGenerator

    static let names = ["a", "b", "l", "m"]
    static let targets = [
        "a", "b", "l", "m", "./a", "a/", "b//", "a/b", "a/l", "l/m", "..", "../", "../a", "../l", "../..", "../../..",
        "../outside", "../outside/secret", "../../outside/a/b", "../grant/a", "a/..", "l/..", "a/../b", ".", "./", "missing",
        "missing/a", "/", "/etc/hostname", "/proc/self/cwd", "/proc/self/root/etc", "../../../../../../etc/hostname",
        String(repeating: "x", count: 256),
    ]
    static let tokens: [[UInt8]] = [
        Array(".".utf8), Array("..".utf8), Array("..".utf8), Array("a".utf8), Array("a".utf8), Array("b".utf8),
        Array("b".utf8),
        Array("l".utf8), Array("l".utf8), Array("m".utf8), Array("m".utf8), [], Array("missing".utf8), Array("outside".utf8),
        Array("secret".utf8), Array("grant".utf8), Array("...".utf8), [0xFF, 0xFE], Array(repeating: 0x78, count: 255),
        Array(repeating: 0x78, count: 256),
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &random)] }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    /// Fills a directory.
    mutating func fill(_ directory: String, of tree: TemporaryTree, depth: Int) {
        for name in Self.names {
            let path = directory + "/" + name
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1: break
            case 2: tree.file(path, "content of \(name)")
            case 3, 4,
                5 where depth < 3:
                tree.directory(path)
                fill(path, of: tree, depth: depth + 1)
            case 6: if chance(20) { tree.fifo(path) } else { tree.directory(path) }
            default: tree.link(path, to: pick(Self.targets))
            }
        }
    }

    /// A path, now and then one that no call may take.
    mutating func path() -> [UInt8] {
        if chance(1) { return [] }
        var path: [UInt8] = chance(2) ? [UInt8(ascii: "/")] : []
        for index in 0..<Int.random(in: 1...6, using: &random) {
            if index > 0 { path.append(UInt8(ascii: "/")) }
            path += pick(Self.tokens)
        }
        if chance(15) { path += Array(repeating: UInt8(ascii: "/"), count: Int.random(in: 1...3, using: &random)) }
        if chance(1) { path.insert(0, at: Int.random(in: 0...path.count, using: &random)) }
        if chance(1) { path += Array(repeating: UInt8(ascii: "/"), count: 4096) }
        return path
    }
}

@Suite("Generated paths in generated trees")
struct GeneratedPathTests {
    /// The files of a tree, as device and inode.
    private func identities(_ path: String) -> Set<[UInt64]> {
        var found: Set<[UInt64]> = []
        func visit(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return }
            found.insert([UInt64(status.st_dev), UInt64(status.st_ino)])
            guard status.st_mode & S_IFMT == S_IFDIR, let directory = opendir(path) else { return }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { visit(path + "/" + name) }
            }
        }
        visit(path)
        return found
    }

    static let flags: [Int32] = [
        Syscall.locating, Syscall.locating | O_NOFOLLOW, Syscall.locating | O_DIRECTORY,
        Syscall.locating | O_DIRECTORY | O_NOFOLLOW, O_RDONLY | O_NONBLOCK, O_RDONLY | O_NONBLOCK | O_NOFOLLOW,
        O_RDWR | O_NONBLOCK, O_RDONLY | O_DIRECTORY,
    ]

    @Test("both resolvers agree, and reach nothing outside", arguments: 0..<40 as Range<UInt64>)
    func agreement(seed: UInt64) {
        var generator = SandboxGenerator(seed: seed)
        let world = SandboxWorld()
        generator.fill("grant", of: world.tree, depth: 0)
        let inside = identities(world.tree.absolute("grant"))
        let before = snapshot(world.tree.absolute("grant"))
        var reached = 0, escapes = 0
        for _ in 0..<300 {
            let path = generator.path()
            if path.isEmpty || path.count >= 4096 || path.contains(0) { continue }
            let text = path.map(CChar.init(bitPattern:)) + [0]
            for flags in Self.flags {
                guard let answer = ResolverOracle.agreement(text, beneath: world.root, flags) else {
                    let kernel = ResolverOracle.answer(.kernel, text, beneath: world.root, flags)
                    let components = ResolverOracle.answer(.components, text, beneath: world.root, flags)
                    Issue.record(
                        "\(String(decoding: path, as: UTF8.self)) [\(flags)]: kernel \(kernel), components \(components)")
                    continue
                }
                switch answer {
                case .reached(let device, let inode, _):
                    reached += 1
                    #expect(inside.contains([device, inode]), "\(String(decoding: path, as: UTF8.self)) [\(flags)]")
                case .failed(.outside): escapes += 1
                case .failed: break
                }
            }
        }
        // Otherwise the tree or the alphabet would show nothing.
        #expect(reached > 0 && escapes > 50)
        #expect(snapshot(world.tree.absolute("grant")) == before)
        #expect(world.outsideIsUntouched)
        #expect(OpenDescriptors().within(world.tree) == [world.tree.absolute("grant")])
    }

    /// One call on paths with random parameters; what it answers, without what differs between two trees.
    private func call(_ system: UnixSystem, _ generator: inout SandboxGenerator) -> String {
        let path = generator.path()
        let second = generator.path()
        let follow: LookupFlags = generator.chance(50) ? .followSymlinks : []
        let options = OpenOptions(rawValue: UInt16.random(in: 0..<16, using: &generator.random))
        let rights = generator.pick([Rights.read, .write, [.read, .write], []])
        let kind = Int.random(in: 0..<14, using: &generator.random)
        let target = generator.chance(80) ? Array(generator.pick(SandboxGenerator.targets).utf8) : second
        let name = "\(String(decoding: path, as: UTF8.self)) | \(String(decoding: second, as: UTF8.self))"
        do throws(Errno) {
            return try withGuestPath(path, in: granted) { path throws(Errno) in
                switch kind {
                case 0:
                    try system.createDirectory(at: path)
                    return "mkdir \(name)"
                case 1:
                    try system.unlinkFile(at: path)
                    return "unlink \(name)"
                case 2:
                    try system.removeDirectory(at: path)
                    return "rmdir \(name)"
                case 3, 4:
                    try withGuestPath(second, in: granted) { second throws(Errno) in try system.rename(path, to: second) }
                    return "rename \(name)"
                case 5, 6:
                    try withGuestPath(second, in: granted) { second throws(Errno) in
                        try system.link(path, follow: follow, to: second)
                    }
                    return "link \(name)"
                case 7, 8:
                    try system.createSymlink(to: target.span.bytes, at: path)
                    return "symlink \(name)"
                case 9:
                    var buffer = [UInt8](repeating: 0, count: 64)
                    var span = buffer.mutableSpan
                    var bytes = span.mutableBytes
                    let count = try system.readLink(at: path, into: &bytes)
                    return "readlink \(name) \(count) \(buffer)"
                case 10:
                    let attributes = try system.attributes(at: path, follow: follow)
                    return "stat \(name) \(attributes.type) \(attributes.linkCount)"
                case 11:
                    let time = TimeUpdate.at(.nanoseconds(1_000_000_000))
                    try system.setTimes(FileTimes(access: time, modification: time), at: path, follow: follow)
                    return "times \(name)"
                default:
                    let fd = try system.open(
                        path, follow: follow, options: options, rights: rights, inheriting: [], flags: [])
                    let file = try system.table.file(fd)
                    let removed = try system.table.remove(fd)
                    try OwnedDescriptor(taking: removed.host).close()
                    return "open \(name) \(file.type) \(file.rights)"
                }
            }
        } catch {
            return "\(kind) \(name) \(error)"
        }
    }

    @Test("two systems on equal trees stay equal, whichever resolver they have", arguments: 100..<130 as Range<UInt64>)
    func equalSystems(seed: UInt64) {
        var generators = [SandboxGenerator(seed: seed), SandboxGenerator(seed: seed)]
        let worlds = [SandboxWorld(), SandboxWorld()]
        for index in 0..<2 { generators[index].fill("grant", of: worlds[index].tree, depth: 0) }
        do {
            let systems = [worlds[0].system(.kernel), worlds[1].system(.components)]
            for _ in 0..<400 {
                let answers = [call(systems[0], &generators[0]), call(systems[1], &generators[1])]
                guard answers[0] == answers[1] else {
                    Issue.record("kernel: \(answers[0])\ncomponents: \(answers[1])")
                    break
                }
            }
        }
        // A directory's number of links and times are the host's; names, types, targets and contents are the guest's doing.
        let grants = worlds.map { snapshot($0.tree.absolute("grant"), identity: false) }
        #expect(grants[0] == grants[1])
        for world in worlds {
            #expect(world.outsideIsUntouched)
            #expect(OpenDescriptors().within(world.tree) == [world.tree.absolute("grant")])
        }
    }

    @Test("a read-only grant stays as it is under any calls", arguments: [PathResolverChoice.kernel, .components])
    func readOnly(_ resolver: PathResolverChoice) {
        for seed in 200..<215 as Range<UInt64> {
            var generator = SandboxGenerator(seed: seed)
            let world = SandboxWorld()
            generator.fill("grant", of: world.tree, depth: 0)
            let before = snapshot(world.tree.absolute("grant"))
            let system = world.system(resolver, .readOnly)
            for _ in 0..<300 { _ = call(system, &generator) }
            #expect(snapshot(world.tree.absolute("grant")) == before)
            #expect(world.outsideIsUntouched)
        }
    }
}
