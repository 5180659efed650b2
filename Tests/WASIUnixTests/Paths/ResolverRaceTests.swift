import CTestSupport
import Glibc
import Synchronization
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

/// Swaps things in a directory until it is told to stop, on a thread of its own.
private final class Swapper: Sendable {
    private let isStopped = Atomic(false)
    private let count = Atomic(0)
    private let thread: pthread_t

    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    init(_ swap: @escaping @Sendable () -> Void) {
        final class Box: Sendable { let swapper = Mutex<Swapper?>(nil) }
        let box = Box()
        let work = Work {
            while box.swapper.withLock({ $0 }) == nil { sched_yield() }
            guard let swapper = box.swapper.withLock({ $0 }) else { return }
            while !swapper.isStopped.load(ordering: .relaxed) {
                swap()
                swapper.count.wrappingAdd(1, ordering: .relaxed)
            }
            box.swapper.withLock { $0 = nil }
        }
        var thread = pthread_t()
        let started = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(work).toOpaque())
        guard started == 0 else { fatalError("pthread_create") }
        self.thread = thread
        box.swapper.withLock { $0 = self }
        while count.load(ordering: .relaxed) < 10 { sched_yield() }
    }

    /// Stops, and says how often things were swapped.
    func stop() -> Int {
        isStopped.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
        return count.load(ordering: .relaxed)
    }
}

@Suite("While somebody swaps directories and links")
struct ResolverRaceTests {
    private static let limit = Duration.seconds(0.4)

    /// Repeats `body` for a while; enough on a fast machine, bounded on a slow one.
    private func repeatedly(_ body: () -> Void) {
        let end = ContinuousClock.now + Self.limit
        var rounds = 0
        while rounds < 200_000 && ContinuousClock.now < end {
            for _ in 0..<50 { body() }
            rounds += 50
        }
    }

    private func identity(_ path: String) -> [UInt64] {
        var status = stat()
        guard lstat(path, &status) == 0 else { return [] }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    @Test("a directory that becomes a link to the outside is never followed there", arguments: resolvers)
    func directoryAndLink(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        let tree = world.tree
        tree.file("outside/file", "sentinel")
        tree.directory("grant/a")
        tree.file("grant/a/file", "inside")
        tree.file("grant/a/secret", "inside")
        tree.link("grant/swap", to: "../outside")
        tree.link("grant/via", to: "a/file")
        let inside = identity(tree.absolute("grant/a/file"))
        let outside = snapshot(tree.absolute("outside"))
        let root = world.root
        let swapper = Swapper { _ = ctest_exchange(root, "a", "swap") }
        let call = PathCaller(system: world.system(resolver))
        var reached = 0, refused = 0, foreign: [String] = []
        repeatedly {
            for path in ["a/file", "swap/file", "via", "a/../a/file"] {
                do throws(Errno) {
                    let attributes = try withGuestPath(path, in: granted) { path throws(Errno) in
                        try call.system.attributes(at: path, follow: .followSymlinks)
                    }
                    reached += 1
                    if [attributes.device, attributes.inode] != inside { foreign.append(path) }
                    let fd = try call.open(path, .create, [.read, .write])
                    var status = stat()
                    fstat(try call.system.table.file(fd).host, &status)
                    if [UInt64(status.st_dev), UInt64(status.st_ino)] != inside { foreign.append("open \(path)") }
                    try call.close(fd)
                } catch {
                    refused += 1
                    switch error {
                    case .notPermitted, .resourceTemporarilyUnavailable: break
                    default: foreign.append("\(path): \(error)")
                    }
                }
            }
            // None of these may make, move or remove anything outside.
            _ = call.mkdir("a/new")
            _ = call.symlink("x", "swap/link")
            _ = call.rename("a/secret", "a/moved")
            _ = call.rename("swap/secret", "swap/moved")
            _ = call.rename("a/moved", "a/secret")
            _ = call.unlink("swap/secret")
            _ = call.unlink("a/link")
            _ = call.rmdir("swap/new")
            _ = call.setTimes("a/file", 1)
            _ = call.setTimes("swap/file", 1, .followSymlinks)
        }
        let swaps = swapper.stop()
        #expect(Array(Set(foreign)) == [])
        #expect(reached > 0 && refused > 0 && swaps > 100, "\(reached) reached, \(refused) refused, \(swaps) swaps")
        #expect(snapshot(tree.absolute("outside")) == outside)
    }

    @Test("a directory that is moved while `..` is resolved does not become a way up", arguments: resolvers)
    func movedDirectories(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        let tree = world.tree
        // `deep` moves between two depths, so that `..` from below leads to different places.
        tree.directory("grant/one")
        tree.directory("grant/one/two")
        tree.directory("grant/one/two/deep")
        tree.directory("grant/one/two/deep/x")
        tree.file("grant/here", "inside")
        let outside = [identity(tree.path), identity(tree.absolute("outside")), identity(tree.absolute("outside/secret"))]
        let root = world.root
        let swapper = Swapper {
            _ = renameat(root, "one/two/deep", root, "deep")
            _ = renameat(root, "deep", root, "one/two/deep")
        }
        var reached = 0, foreign: [String] = [], errors: Set<String> = []
        let path = Array("one/two/deep/x/../../../../here".utf8CString)
        let climbing = Array("one/two/deep/x/../../../../../outside/secret".utf8CString)
        let short = Array("deep/x/../../../outside/secret".utf8CString)
        let resolver = PathResolver(choice: resolver)
        repeatedly {
            for path in [path, climbing, short] {
                do throws(ResolutionFailure) {
                    let opened = try resolver.open(path, beneath: root, Syscall.locating)
                    var status = stat()
                    fstat(opened.rawValue, &status)
                    reached += 1
                    if outside.contains([UInt64(status.st_dev), UInt64(status.st_ino)]) {
                        foreign.append(String(decoding: path.map(UInt8.init(bitPattern:)), as: UTF8.self))
                    }
                } catch {
                    errors.insert("\(error)")
                }
            }
        }
        let swaps = swapper.stop()
        #expect(foreign == [])
        #expect(reached > 0 && swaps > 100, "\(reached) reached, \(swaps) swaps, \(errors)")
        #expect(world.outsideIsUntouched)
    }

    @Test("a path with many `..` is resolved even while names change all the time")
    func busyMachine() {
        let world = SandboxWorld()
        world.tree.directory("grant/dir")
        world.tree.directory("grant/one")
        let root = world.root
        let swapper = Swapper {
            _ = renameat(root, "one", root, "two")
            _ = renameat(root, "two", root, "one")
        }
        let path = Array(String(repeating: "dir/../", count: 500).utf8CString)
        var failures: [ResolutionFailure] = []
        for _ in 0..<20 {
            do throws(ResolutionFailure) {
                _ = try PathResolver(choice: .automatic).open(path, beneath: root, Syscall.locating)
            } catch {
                failures.append(error)
            }
        }
        _ = swapper.stop()
        #expect(failures == [])
    }

    @Test("a name that changes between file and link is opened as the file or refused", arguments: resolvers)
    func fileAndLink(_ resolver: PathResolverChoice) {
        let world = SandboxWorld()
        let tree = world.tree
        tree.file("grant/name", "inside")
        tree.link("grant/swap", to: "../outside/secret")
        let inside = identity(tree.absolute("grant/name"))
        let root = world.root
        let swapper = Swapper { _ = ctest_exchange(root, "name", "swap") }
        let call = PathCaller(system: world.system(resolver))
        var reached = 0, foreign: [String] = []
        repeatedly {
            for follow in [LookupFlags.followSymlinks, []] {
                guard let fd = try? call.open("name", [.create, .truncate], .write, follow: follow) else { continue }
                guard let host = try? call.system.table.file(fd).host else { continue }
                var status = stat()
                fstat(host, &status)
                reached += 1
                if [UInt64(status.st_dev), UInt64(status.st_ino)] != inside { foreign.append(hostPath(host)) }
                _ = try? call.close(fd)
            }
            if let attributes = try? withGuestPath(
                "name", in: granted, { path throws(Errno) in try call.system.attributes(at: path, follow: .followSymlinks) }),
                [attributes.device, attributes.inode] != inside
            {
                foreign.append("attributes")
            }
            _ = call.setTimes("name", 1, .followSymlinks)
            _ = call.link("name", "stolen", .followSymlinks)
            _ = call.unlink("stolen")
        }
        let swaps = swapper.stop()
        #expect(foreign == [])
        #expect(reached > 0 && swaps > 100, "\(reached) reached, \(swaps) swaps")
        #expect(world.outsideIsUntouched)
    }
}
