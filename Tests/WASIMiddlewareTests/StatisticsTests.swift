import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("Statistics")
struct StatisticsTests {
    let tree = TemporaryTree()
    let statistics = Statistics()

    private func system() throws -> any SystemInterface {
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/data")]
        return statistics.wrap(try UnixSystem(configuration))
    }

    private func open(_ path: String, _ system: any SystemInterface, create: Bool = false) throws(Errno) -> Descriptor {
        let bytes = Array(path.utf8)
        return try system.open(
            GuestPath(bytes.span.bytes, in: Descriptor(rawValue: 3)), follow: [], options: create ? [.create] : [],
            rights: [.read, .write, .seek], inheriting: [], flags: [])
    }

    @Test("every call is counted once, with its errors") func calls() throws {
        let system = try system()
        #expect(statistics.report().calls.isEmpty, "what was asked before the guest runs is not the guest's")
        for _ in 0..<3 { _ = try system.time(of: .monotonic, precision: .zero) }
        #expect(throws: Errno.badFileDescriptor) { try system.close(Descriptor(rawValue: 99)) }
        #expect(throws: Errno.noSuchFileOrDirectory) { _ = try open("missing", system) }
        let report = statistics.report()
        let counts = Dictionary(uniqueKeysWithValues: report.calls.map { ($0.name, [$0.count, $0.errors]) })
        #expect(counts == [.clockTimeGet: [3, 0], .fdClose: [1, 1], .pathOpen: [1, 1]])
        #expect(report.calls.allSatisfy { $0.time > .zero })
        #expect((report.callCount, report.errorCount) == (5, 2))
    }

    @Test("bytes are told by what a descriptor stands for, also when its number is used again") func transfers() throws {
        let system = try system()
        tree.file("in.txt", "twelve bytes")
        let input = try open("in.txt", system)
        #expect(try reading([5, 20]) { buffers throws(Errno) in try system.read(input, into: &buffers) }.count == 12)
        #expect(try reading([4]) { buffers throws(Errno) in try system.read(input, into: &buffers, at: 8) }.count == 4)
        try system.close(input)
        let output = try open("out.txt", system, create: true)
        #expect(output == input)
        #expect(try writing([[1, 2], [3]]) { buffers throws(Errno) in try system.write(output, from: buffers) } == 3)
        try system.renumber(output, to: .standardOutput)
        #expect(try writing([[4]]) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) } == 1)
        #expect(
            statistics.report().transfers == [
                .init(input, "/data/in.txt", bytesIn: 16), .init(output, "/data/out.txt", bytesOut: 3),
                .init(.standardOutput, "/data/out.txt", bytesOut: 1),
            ])
    }

    @Test("sockets are told by their addresses") func sockets() throws {
        var configuration = UnixConfiguration()
        configuration.network = .everything
        let system = statistics.wrap(try UnixSystem(configuration))
        let listener = try system.openSocket(.ipv4, .stream, .any)
        try system.bind(listener, to: .ipv4(.loopback, port: 0))
        try system.listen(listener, backlog: 1)
        let address = try system.localAddress(of: listener)
        let client = try system.openSocket(.ipv4, .stream, .any)
        try system.connect(client, to: address)
        let peer = try system.accept(listener, flags: [])
        #expect(
            try writing([[1, 2, 3]]) { buffers throws(Errno) in try system.send(client, from: buffers, flags: []) } == 3)
        _ = try reading([8]) { buffers throws(Errno) in try system.receive(peer, into: &buffers, flags: []).byteCount }
        #expect(
            statistics.report().transfers == [
                .init(client, "to \(address)", bytesOut: 3), .init(peer, "accepted at \(address)", bytesIn: 3),
            ])
    }

    @Test("more files than are told apart are counted together") func manyFiles() throws {
        let system = try system()
        for number in 0..<1030 {
            let file = try open("f\(number)", system, create: true)
            _ = try writing([[0]]) { buffers throws(Errno) in try system.write(file, from: buffers) }
            try system.close(file)
        }
        let transfers = statistics.report().transfers
        #expect(transfers.reduce(0) { $0 + $1.bytesOut } == 1030)
        // Of 1024 names, three are the standard streams' and one the directory's.
        #expect(transfers.last == .init(nil, "others", bytesOut: 10))
    }

    @Test("a counted call that succeeds does not allocate", .enabled(if: countsAllocations)) func allocationFree() throws {
        let system = try system()
        func calls() throws(Errno) {
            _ = try system.time(of: .monotonic, precision: .zero)
            _ = try system.status(of: .standardInput)
            try system.yield()
        }
        try calls()
        #expect(try allocations { for _ in 0..<100 { try calls() } } == 0)
        #expect(
            try writing([[1, 2, 3]]) { buffers throws(Errno) in
                _ = try system.write(.standardOutput, from: buffers)
                return try allocations { () throws(Errno) in
                    for _ in 0..<100 { _ = try system.write(.standardOutput, from: buffers) }
                }
            } == 0)
    }

    @Test("a counted call that fails does not allocate", .enabled(if: countsAllocations))
    func failuresAllocateNothing() throws {
        let missing = Descriptor(rawValue: 99)
        let path = Array("nothing".utf8)
        func failures(of system: any SystemInterface) -> Int {
            var count = 0
            if failure({ () throws(Errno) in try system.sync(missing) }) == .badFileDescriptor { count += 1 }
            if failure({ () throws(Errno) in try system.close(missing) }) == .badFileDescriptor { count += 1 }
            if failure({ () throws(Errno) in _ = try system.seek(missing, by: 0, from: .start) }) == .badFileDescriptor {
                count += 1
            }
            let status = failure { () throws(Errno) in
                _ = try system.attributes(at: GuestPath(path.span.bytes, in: Descriptor(rawValue: 3)), follow: [])
            }
            return status == .noSuchFileOrDirectory ? count + 1 : count
        }
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/data")]
        let bare = try UnixSystem(configuration)
        let counted = try system()
        #expect(failures(of: bare) == 4)
        #expect(failures(of: counted) == 4)
        let without = allocations { for _ in 0..<100 { _ = failures(of: bare) } }
        let with = allocations { for _ in 0..<100 { _ = failures(of: counted) } }
        #expect((without, with) == (0, 0))
        #expect(statistics.report().calls.first { $0.name == .fdSync }?.errors == 101)
    }
}
