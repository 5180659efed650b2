import Testing
import TestSupport

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
            EngineLocations.candidates(executable: "\(bin)/wasirun") == [
                "\(bin)/\(name)", tree.absolute("a/b/.build/lib/wasirun/\(name)"), tree.absolute("a/b/.wasmtime/\(name)"),
                name,
            ])
    }

    @Test("a program in the root directory, or of unknown place, is no problem")
    func root() {
        #expect(EngineLocations.candidates(executable: "/wasirun").first == "/\(name)")
        #expect(EngineLocations.candidates(executable: nil) == [name])
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

    @Test("loading twice gives the same library, whatever the second asks for", .needsEngine)
    func twice() throws {
        let first = try WasmtimeLibrary.load()
        #expect(try WasmtimeLibrary.load("/nowhere/\(name)") == first)
        #expect(first.identity.split(separator: " ").count == 2)
    }
}
