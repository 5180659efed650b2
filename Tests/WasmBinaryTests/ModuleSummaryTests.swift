import Testing
import WasmBinary

@Suite("Module summary") struct ModuleSummaryTests {
    let summary: ModuleSummary

    init() throws { summary = try ModuleSummary(ModuleBytes.command) }

    @Test("imports are listed in order, duplicates included") func imports() {
        #expect(
            summary.imports.map(\.description) == [
                "wasi_snapshot_preview1.fd_seek (i32, i64) -> i32",
                "wasi_snapshot_preview1.fd_seek (i32, i64) -> i32",
                "env.memory 2 to 3 pages",
                "env.table funcref, at least 7 elements",
                "env.top mutable i64",
                "env.raised (i32) -> ()",
            ])
        #expect(summary.imports.map(\.type.kind) == ["function", "function", "memory", "table", "global", "tag"])
    }

    @Test("exports have the types of what they refer to, behind the imports") func exports() {
        #expect(
            summary.exports.map(\.description) == [
                "_start () -> ()",
                "memory 2 to 3 pages",
                "table externref, 1 to 9 elements",
                "count mutable i64",
                "oops () -> ()",
                "put (i32) -> ()",
                "big at least 34359738368 pages, 64-bit",
            ])
    }

    @Test("memories tell limits, sharing, width and page size") func memories() {
        let texts = summary.memories.map { ExternalType.memory($0).description }
        #expect(
            texts == [
                "2 to 3 pages", "1 page, shared", "at least 34359738368 pages, 64-bit", "at least 0 pages, pages of 1 byte",
            ])
    }

    @Test("custom sections give names, tools and features") func customSections() {
        #expect(summary.name == "hello")
        #expect(summary.producers.map(\.description) == ["C17", "clang 21.1.0"])
        #expect(summary.producers.map(\.field) == ["language", "processed-by"])
        #expect(summary.targetFeatures == ["bulk-memory"])
        #expect(summary.customSections.map(\.name) == ["name", "producers", "target_features", "user"])
        #expect(summary.customSections.last?.byteCount == 3)
    }

    @Test("a damaged custom section costs no more than its information") func damagedCustomSection() throws {
        let bytes = ModuleBytes.module(
            ModuleBytes.custom("producers", [0x85, 0x80, 1, 1]), ModuleBytes.custom("name", [0, 9, 9]))
        let summary = try ModuleSummary(bytes)
        #expect(summary.producers == [])
        #expect(summary.name == nil)
    }

    @Test("counts, start function and size are told") func counts() throws {
        #expect(summary.functionCount == 3)
        #expect(summary.hasStartFunction)
        #expect(summary.byteCount == ModuleBytes.command.count)
        var empty = ModuleSummary()
        empty.byteCount = 8
        let summary = try ModuleSummary(ModuleBytes.header)
        #expect(summary == empty)
    }

    @Test(
        "function types are printed as the messages show them",
        arguments: [
            (FunctionSignature(), "() -> ()"),
            (FunctionSignature([.i32, .i64], [.i32]), "(i32, i64) -> i32"),
            (FunctionSignature([.f32], [.f64, .v128]), "(f32) -> (f64, v128)"),
            (
                FunctionSignature([
                    .reference(.named(.function), nullable: true), .reference(.named(.any), nullable: false),
                    .reference(.defined(3), nullable: true), .reference(.named(.none), nullable: true),
                ]), "(funcref, (ref any), (ref null 3), nullref) -> ()"
            ),
        ])
    func signatures(_ signature: FunctionSignature, _ text: String) { #expect(signature.description == text) }

    @Test("both compact forms of imports are read") func compactImports() throws {
        typealias M = ModuleBytes
        let bytes = M.module(
            M.section(1, entries: [M.function([M.i32], [M.i32]), M.function([], [])]),
            M.section(
                2,
                entries: [
                    M.name("a") + [0, 0x7f, 2] + M.name("x") + [0, 0] + M.name("y") + [3, 0x7f, 0],
                    M.name("b") + [0, 0x7e, 0, 1, 2] + M.name("p") + M.name("q"),
                ]),
            M.section(7, entries: [M.name("again") + [0, 2]]))
        let summary = try ModuleSummary(bytes)
        #expect(summary.imports.map(\.description) == ["a.x (i32) -> i32", "a.y i32", "b.p () -> ()", "b.q () -> ()"])
        #expect(summary.exports.map(\.description) == ["again () -> ()"])
    }
}

@Suite("Module kind") struct ModuleKindTests {
    typealias M = ModuleBytes

    private func exporting(_ names: String..., section custom: [UInt8] = []) throws -> ModuleSummary {
        try ModuleSummary(
            M.module(
                M.section(1, entries: [M.function([], [])]), M.section(3, entries: [[0]]),
                M.section(7, entries: names.map { M.name($0) + [0, 0] }), M.section(10, entries: [[2, 0, 0x0b]]), custom))
    }

    @Test("a module that exports _start is a command") func command() throws {
        #expect(try exporting("_start").kind == .command)
        #expect(try exporting("x", "_start").wantsInitialization == false)
    }

    @Test("a module without _start is a reactor, with or without _initialize") func reactor() throws {
        #expect(try exporting("_initialize", "add").kind == .reactor)
        #expect(try exporting("_initialize", "add").wantsInitialization)
        #expect(try exporting("add").kind == .reactor)
        #expect(try exporting().kind == .reactor)
    }

    @Test("what has not been linked, or is to be linked at run time, is told apart") func unlinked() throws {
        #expect(try exporting("_start", section: M.custom("linking", [2])).kind == .object)
        #expect(try exporting("f", section: M.custom("dylink.0", [])).kind == .dynamicLibrary)
    }
}
