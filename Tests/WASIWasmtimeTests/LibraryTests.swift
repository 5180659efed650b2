import EngineTestSupport
import Testing
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@testable import WASIWasmtime

@Suite("Finding the engine")
struct LibraryTests {
    private let name = EngineLocations.fileName

    @Test("it is searched beside the program, where it is installed, and in the packages the program lies in")
    func candidates() {
        let tree = TemporaryTree()
        for folder in ["a", "a/.wasmtime", "a/b", "a/b/.wasmtime", "a/b/.build", "a/b/.build/debug"] {
            tree.directory(folder)
        }
        tree.file("a/b/Package.swift")
        tree.file("a/.wasmtime/\(name)")
        tree.file("a/b/.wasmtime/\(name)")
        let bin = tree.absolute("a/b/.build/debug")
        // Of the two ancestors with a library only the package counts: the other could be anybody's.
        #expect(
            EngineLocations.candidates(executable: "\(bin)/wasirun").map(\.path) == [
                "\(bin)/\(name)", tree.absolute("a/b/.build/lib/wasirun/\(name)"), tree.absolute("a/b/.wasmtime/\(name)"),
                name,
            ])
    }

    @Test("a package that everybody could have made is none of ours")
    func writableByAll() {
        let tree = TemporaryTree()
        for folder in ["open", "open/.wasmtime", "open/bin"] { tree.directory(folder) }
        tree.file("open/Package.swift")
        tree.file("open/.wasmtime/\(name)")
        let program = tree.absolute("open/bin/wasirun")
        let library = tree.absolute("open/.wasmtime/\(name)")
        #expect(EngineLocations.candidates(executable: program).map(\.path).contains(library))
        #expect(chmod(tree.absolute("open"), 0o1777) == 0)
        #expect(!EngineLocations.candidates(executable: program).map(\.path).contains(library))
    }

    @Test("a program in the root directory, or of unknown place, is no problem")
    func root() {
        #expect(EngineLocations.candidates(executable: "/wasirun").first?.path == "/\(name)")
        #expect(EngineLocations.candidates(executable: nil) == [.init(path: name, isOurs: false)])
    }

    @Test("the message names every place and the remedy")
    func message() {
        let error = EngineUnavailable(attempts: [
            .init(path: "/opt/bin/\(name)", reason: "no such file"),
            .init(path: name, reason: "cannot open shared object file"),
        ])
        #expect(
            error.description == """
                the engine, wasmtime 50.0.1, could not be loaded
                  /opt/bin/\(name): no such file
                  \(name): cannot open shared object file
                `make engine` fetches it for a source checkout; WASIRUN_ENGINE can name the library file
                """)
    }

    #if os(Linux)
        @Test("what is no library, or another one, is refused for what it is", .needsEngine)
        func refused() async throws {
            let tree = TemporaryTree()
            let text = tree.file(name, "no library")
            let library = try WasmtimeLibrary.load().path
            #expect(EngineVersion.isExpected())
            // In processes of their own, since a process keeps the engine that it has loaded.
            await #expect(processExitsWith: .success) { [text = text as String] in
                let error = #expect(throws: EngineUnavailable.self) { try WasmtimeLibrary.load(text) }
                precondition(error?.attempts.count == 1 && error?.attempts.first?.reason.contains("file too short") == true)
            }
            await #expect(processExitsWith: .success) {
                let other = "libm.so.6"
                guard let error = #expect(throws: EngineUnavailable.self, performing: { try WasmtimeLibrary.load(other) })
                else { return }
                precondition(error.attempts.first?.reason == "not wasmtime 50.0.1: it has no function wasm_config_new")
            }
            await #expect(processExitsWith: .success) { [library = library as String] in
                let loaded = try WasmtimeLibrary.load(library)
                precondition(loaded.path == library)
            }
        }
    #endif

    @Test("loading twice gives the same library, whatever the second asks for", .needsEngine)
    func twice() throws {
        let first = try WasmtimeLibrary.load()
        #expect(try WasmtimeLibrary.load("/nowhere/\(name)") == first)
        #expect(first.identity.split(separator: " ").count == 2)
    }
}
