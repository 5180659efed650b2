import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASICore

@testable import WASIWasmtime

@Suite("Quick code first, optimized code later", .needsEngine)
struct TieringTests {
    private let tree = TemporaryTree()

    /// A small module that counts as a large one, since it is the file that is looked at.
    private static func large(_ body: String) -> String {
        "(module \(body))\n;;" + String(repeating: " ", count: CompilerPolicy.smallModuleByteCount)
    }

    private static let plain = large(#"(func (export "answer") (result i32) (i32.const 42))"#)
    /// The quick compiler does not know exceptions.
    private static let exotic = large(#"(tag $e) (func (export "answer") (result i32) (throw $e))"#)

    private final class Requests: Sendable {
        let list = Mutex<[BackgroundCompilation]>([])
        var count: Int { list.withLock(\.count) }
    }

    private func loader(_ requests: Requests? = nil, policy: CompilerPolicy = .automatic) throws -> ModuleLoader {
        let background = requests.map { requests in
            BackgroundCompiler { work in requests.list.withLock { $0.append(work) } }
        }
        return ModuleLoader(
            policy: policy, cache: try ModuleCache(directory: tree.absolute("cache")), background: background)
    }

    @Test("a small module is optimized at once, and nothing is left to do")
    func small() throws {
        let requests = Requests()
        let loaded = try loader(requests).load(file: tree.file("a.wat", "(module)"))
        #expect(loaded.compiler == .cranelift)
        #expect(requests.count == 0)
    }

    @Test("a large module starts on quick code, until the optimized code is there")
    func largeModule() throws {
        let requests = Requests()
        let file = tree.file("a.wat", Self.plain)

        let first = try loader(requests).load(file: file)
        #expect(first.compiler == .winch && !first.isFromCache)
        #expect(try WasmInstance(first.module, functions: [], system: BareSystem()).call("answer") == .returned([.i32(42)]))
        let request = requests.list.withLock { $0 }
        #expect(request == [BackgroundCompilation(modulePath: file, cacheDirectory: tree.absolute("cache"))])

        // Nobody has done it: asked for again.
        let second = try loader(requests).load(file: file)
        #expect(second.compiler == .winch && second.isFromCache)
        #expect(requests.count == 2)

        #expect(try loader(policy: .always(.cranelift)).optimizeNow(file: file))
        let third = try loader(requests).load(file: file)
        #expect(third.compiler == .cranelift && third.isFromCache)
        #expect(try WasmInstance(third.module, functions: [], system: BareSystem()).call("answer") == .returned([.i32(42)]))
        #expect(requests.count == 2)
        // The quick code has been dropped, and so has the lock.
        #expect(try loader().cachedCompilers(file: file) == [.cranelift])
        #expect(try ModuleCache(directory: tree.absolute("cache")).locks.names() == [])
    }

    @Test("who makes optimized code works in another directory, so that it is told absolute paths")
    func relativePaths() throws {
        let requests = Requests()
        // Above the root is the root.
        let root = String(repeating: "../", count: 100)
        let file = tree.file("a.wat", Self.plain)
        let cache = try ModuleCache(directory: root + tree.absolute("cache").dropFirst())
        let background = BackgroundCompiler { work in requests.list.withLock { $0.append(work) } }
        _ = try ModuleLoader(cache: cache, background: background).load(file: root + file.dropFirst())
        let request = requests.list.withLock { $0 }
        #expect(request == [BackgroundCompilation(modulePath: file, cacheDirectory: tree.absolute("cache"))])
    }

    @Test("what the quick compiler does not know is optimized at once")
    func refused() throws {
        let requests = Requests()
        let loaded = try loader(requests).load(file: tree.file("a.wat", Self.exotic))
        #expect(loaded.compiler == .cranelift)
        #expect(requests.count == 0)
    }

    @Test("an invalid large module is reported by the optimizing compiler")
    func invalid() throws {
        let error = #expect(throws: LoadError.self) {
            try loader().load(file: tree.file("a.wat", Self.large("(func (result i32))")))
        }
        guard case .module(let reason) = error else { return #expect(Bool(false)) }
        #expect(reason.kind == .invalid)
        #expect(reason.description.hasPrefix("the module is not valid WebAssembly: type mismatch"))
    }

    @Test("nothing is asked for while another process is at it, or after it has failed three times")
    func lock() throws {
        let file = tree.file("a.wat", Self.plain)
        _ = try loader().load(file: file)
        let cache = try ModuleCache(directory: tree.absolute("cache"))
        let key = CodeKey(
            module: ModuleDigest(of: Array(Self.plain.utf8)), compiler: .cranelift,
            settings: CodeSettings(EngineConfiguration(), library: try WasmtimeLibrary.load()))

        func asks() throws -> Bool {
            let requests = Requests()
            _ = try loader(requests).load(file: file)
            return requests.count == 1
        }
        #expect(try asks())
        do {
            let lock = CompilationLock(cache, key)
            let isHeld = lock != nil
            #expect(isHeld)
            #expect(try !asks())
            lock?.release()
        }
        #expect(try asks())
        for attempt in 1...3 {
            #expect(try asks(), "before attempt \(attempt)")
            CompilationLock(cache, key)?.noteAttempt()
        }
        #expect(try !asks())
    }

    @Test("a cache that cannot be written to is not asked for optimized code")
    func noCache() throws {
        let requests = Requests()
        let file = tree.file("a.wat", Self.plain)
        let loader = try loader(requests)
        removeFolders()
        #expect(try loader.load(file: file).compiler == .winch)
        #expect(requests.count == 0)
    }

    @Test("the work is done in a process of its own")
    func process() async throws {
        let file = tree.file("a.wat", Self.plain)
        _ = try loader().load(file: file)
        let cache = tree.absolute("cache")
        await #expect(processExitsWith: .success) { [file = file as String, cache = cache as String] in
            let work = BackgroundCompilation(modulePath: file, cacheDirectory: cache)
            guard work.perform() else { throw WorkFailed() }
        }
        #expect(try loader().load(file: file).compiler == .cranelift)
    }

    @Test("a module of the wrong kind is refused before it is read")
    func kinds() throws {
        for (bytes, kind) in [
            ([], .empty), ([UInt8](repeating: 0, count: 5000), .notWebAssembly),
            ([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], .component),
        ] as [([UInt8], ModuleError.Kind)] {
            let error = #expect(throws: LoadError.self) { try loader().load(file: tree.file("m", bytes)) }
            guard case .module(let reason) = error else { return #expect(Bool(false)) }
            #expect(reason.kind == kind)
        }
    }

    @Test("a file that cannot be read says why")
    func unreadable() throws {
        let missing = #expect(throws: LoadError.self) { try loader().load(file: tree.absolute("none")) }
        #expect(missing?.description == "cannot read \(tree.absolute("none")): No such file or directory")
        let folder = #expect(throws: LoadError.self) { try loader().load(file: tree.path) }
        #expect(folder?.description == "cannot read \(tree.path): Is a directory")
    }

    @Test("progress is reported from the first second on, and not after the end")
    func ticker() throws {
        let seen = Mutex<[Int]>([])
        let ticker = CompilationTicker(.winch, 1 << 20) { progress in
            seen.withLock { $0.append(progress.elapsedSeconds) }
        }
        try #require(ticker != nil)
        while seen.withLock(\.isEmpty) { usleep(10_000) }
        ticker?.stop()
        let count = seen.withLock(\.count)
        #expect(seen.withLock(\.first) == 1)
        #expect(seen.withLock(\.count) == count)
        #expect(CompilationTicker(.winch, 1000) { _ in } == nil)
    }

    private func removeFolders() {
        for name in ["code", "index", "lock"] { rmdir(tree.absolute("cache/\(name)")) }
    }
}

private struct WorkFailed: Error {}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
