import EngineTestSupport
import Testing
import TestSupport
import WASICore
import WASIHost

@testable import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("The code cache", .needsEngine)
struct CacheTests {
    private let tree = TemporaryTree()
    private static let text = #"(module (func (export "answer") (result i32) (i32.const 42)))"#

    private func cache() throws -> ModuleCache { try ModuleCache(directory: tree.absolute("cache")) }

    private func loader(_ policy: CompilerPolicy = .automatic) throws -> ModuleLoader {
        ModuleLoader(policy: policy, cache: try cache())
    }

    /// Runs what was loaded, since code that loads may still be damaged.
    private func answer(_ loaded: LoadedModule) throws -> CallOutcome {
        try WasmInstance(loaded.module, functions: [], system: BareSystem()).call("answer")
    }

    /// The only file of code.
    private func codeFile() throws -> String {
        let names = try cache().code.names()
        try #require(names.count == 1)
        return tree.absolute("cache/code/\(names[0])")
    }

    @Test("the second load comes from the cache, in another loader as well, and for the same bytes in another file")
    func hit() throws {
        let file = tree.file("a.wat", Self.text)
        let first = try loader().load(file: file)
        #expect(!first.isFromCache)
        let second = try loader().load(file: file)
        #expect(second.isFromCache)
        #expect(try answer(second) == .returned([.i32(42)]))
        #expect(try loader().load(file: tree.file("b.wat", Self.text)).isFromCache)
        #expect(try loader().load(Array(Self.text.utf8)).isFromCache)
        #expect(try loader().cachedCompilers(file: file) == [.cranelift])
    }

    @Test("other bytes, another compiler and other settings are other entries")
    func miss() throws {
        let file = tree.file("a.wat", Self.text)
        _ = try loader().load(file: file)
        #expect(try !loader(.always(.winch)).load(file: file).isFromCache)
        #expect(try loader(.always(.winch)).load(file: file).isFromCache)
        var configuration = EngineConfiguration()
        configuration.disabledFeatures = [.simd]
        #expect(try !ModuleLoader(configuration: configuration, cache: cache()).load(file: file).isFromCache)
        tree.file("a.wat", Self.text.replacing("42", with: "43"))
        let changed = try loader().load(file: file)
        #expect(!changed.isFromCache)
        #expect(try answer(changed) == .returned([.i32(43)]))
    }

    @Test("a cut, damaged, empty or foreign entry is compiled again and replaced")
    func damaged() throws {
        let file = tree.file("a.wat", Self.text)
        _ = try loader().load(file: file)
        let path = try codeFile()
        let good = try #require(content(path))

        var cases: [(String, [UInt8])] = [
            ("empty", []), ("cut to nothing but the seal", Array(good.suffix(CodeFile.sealByteCount))),
            ("without its end", Array(good.dropLast())), ("half", Array(good.prefix(good.count / 2))),
            ("with something behind", good + [0]), ("zeros", [UInt8](repeating: 0, count: good.count)),
        ]
        for index in stride(from: 0, to: good.count, by: 97) {
            var flipped = good
            flipped[index] ^= 0x10
            cases.append(("with byte \(index) flipped", flipped))
        }
        for (name, bytes) in cases {
            tree.file("replacement", bytes)
            chmod(tree.absolute("replacement"), 0o600)
            try #require(rename(tree.absolute("replacement"), path) == 0)
            let loaded = try loader().load(file: file)
            #expect(!loaded.isFromCache, "\(name)")
            #expect(try answer(loaded) == .returned([.i32(42)]), "\(name)")
            #expect(try loader().load(file: file).isFromCache, "replaced after \(name)")
        }
    }

    @Test("an entry under another module's name is not taken for it")
    func renamed() throws {
        let other = tree.file("other.wat", Self.text.replacing("42", with: "1"))
        _ = try loader().load(file: other)
        let otherPath = try codeFile()
        let file = tree.file("a.wat", Self.text)
        _ = try loader().load(file: file)
        let path = try #require(cache().code.names().map { tree.absolute("cache/code/\($0)") }.first { $0 != otherPath })
        try #require(rename(otherPath, path) == 0)
        let loaded = try loader().load(file: file)
        #expect(!loaded.isFromCache)
        #expect(try answer(loaded) == .returned([.i32(42)]))
    }

    @Test("an entry that others could have written is not loaded")
    func writable() throws {
        let file = tree.file("a.wat", Self.text)
        _ = try loader().load(file: file)
        chmod(try codeFile(), 0o666)
        #expect(try !loader().load(file: file).isFromCache)
    }

    @Test("a symbolic link is not followed to code")
    func link() throws {
        let file = tree.file("a.wat", Self.text)
        _ = try loader().load(file: file)
        let path = try codeFile()
        try #require(rename(path, tree.absolute("elsewhere")) == 0)
        try #require(symlink(tree.absolute("elsewhere"), path) == 0)
        #expect(try !loader().load(file: file).isFromCache)
    }

    @Test("a folder that others can write to, or that is a file, is no cache")
    func unusable() throws {
        tree.directory("open")
        chmod(tree.absolute("open"), 0o777)
        let open = #expect(throws: CacheUnavailable.self) { try ModuleCache(directory: tree.absolute("open")) }
        #expect(open?.description.contains("nobody else can write to") == true)
        tree.file("file")
        let file = #expect(throws: CacheUnavailable.self) { try ModuleCache(directory: tree.absolute("file")) }
        #expect(file?.description.contains("Not a directory") == true)
        #expect(throws: CacheUnavailable.self) { try ModuleCache(directory: tree.absolute("file/below")) }
        #expect(throws: CacheUnavailable.self) { try ModuleCache(directory: "/proc/cache") }
    }

    @Test("the folder is made with those above it, and closed to others")
    func folder() throws {
        _ = try ModuleCache(directory: tree.absolute("x/y/z"))
        let status = try #require(fileStatus(tree.absolute("x/y/z")))
        #expect(status.mode & 0o777 == 0o700)
    }

    @Test("what cannot be stored is run all the same")
    func readOnly() throws {
        let file = tree.file("a.wat", Self.text)
        let cache = try cache()
        // Also for root, whom permissions do not stop: the folders are gone.
        for name in ["code", "index", "lock"] { rmdir(tree.absolute("cache/\(name)")) }
        let loader = ModuleLoader(cache: cache)
        #expect(try answer(loader.load(file: file)) == .returned([.i32(42)]))
        #expect(try !loader.load(file: file).isFromCache)
    }

    @Test("the user's folder follows the custom, and is none without absolute variables")
    func userDirectory() async {
        await #expect(processExitsWith: .success) {
            setenv("XDG_CACHE_HOME", "/x", 1)
            setenv("HOME", "/h", 1)
            precondition(ModuleCache.userDirectory() == "/x/wasirun")
            unsetenv("XDG_CACHE_HOME")
            #if os(macOS)
                precondition(ModuleCache.userDirectory() == "/h/Library/Caches/wasirun")
            #else
                precondition(ModuleCache.userDirectory() == "/h/.cache/wasirun")
            #endif
            setenv("XDG_CACHE_HOME", "relative", 1)
            unsetenv("HOME")
            precondition(ModuleCache.userDirectory() == nil)
        }
    }

    @Test("the cache keeps to its size, dropping what was used longest ago")
    func eviction() throws {
        var cache = try cache()
        let first = tree.file("first.wat", Self.text)
        _ = try ModuleLoader(cache: cache).load(file: first)
        let path = try codeFile()
        let size = try #require(fileStatus(path)?.size)
        setTimes(path, secondsAgo: 10_000)
        cache.maximumByteCount = size * 2 + size / 2
        let loader = ModuleLoader(cache: cache)
        for number in 1...3 {
            _ = try loader.load(file: tree.file("\(number).wat", Self.text.replacing("42", with: "5\(number)")))
        }
        #expect(cache.code.names().count == 2)
        #expect(loader.cachedCompilers(file: first) == [])
        #expect(loader.cachedCompilers(file: tree.absolute("3.wat")) == [.cranelift])
    }

    @Test("files that a killed process left half written are removed after a while")
    func abandoned() throws {
        let cache = try cache()
        tree.file("cache/code/new-1-2", "half")
        tree.file("cache/code/new-3-4", "recent")
        cache.evict(except: "")
        #expect(Set(cache.code.names()) == ["new-1-2", "new-3-4"])
    }

    /// Makes a file look as if nobody had touched it for a while.
    private func setTimes(_ path: String, secondsAgo: Int) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        now.tv_sec -= secondsAgo
        utimensat(AT_FDCWD, path, [now, now], 0)
    }
}
