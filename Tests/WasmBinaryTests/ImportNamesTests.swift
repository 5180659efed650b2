import Testing

@testable import WasmBinary

@Suite("Import names") struct ImportNamesTests {
    typealias M = ModuleBytes

    private func names(_ module: [UInt8]?) throws -> [String]? {
        try module.map { try ModuleSummary($0).imports.map { "\($0.module).\($0.name)".replacing("\u{1f}", with: "␟") } }
    }

    private func apart(_ module: [UInt8]) -> [UInt8]? { ImportNames.apart(module.span) }

    /// A module with four types and these imports.
    private func module(_ imports: [[UInt8]], _ more: [UInt8] = []) -> [UInt8] {
        M.module(
            M.section(
                1,
                entries: [
                    M.function([M.i32], [M.i32]), M.function([M.i64], [M.i32]), M.function([M.i32], [M.i32]),
                    M.function([], []),
                ]),
            M.section(2, entries: imports), more)
    }

    private func function(_ module: String, _ name: String, _ type: UInt8) -> [UInt8] {
        M.name(module) + M.name(name) + [0, type]
    }

    @Test("the second and every further type of a name gets a name of its own") func before() throws {
        let before = M.importing([("sock_accept", 2), ("fd_close", 1), ("sock_accept", 3), ("sock_accept", 2)])
        #expect(
            try names(before) == [
                "wasi_snapshot_preview1.sock_accept", "wasi_snapshot_preview1.fd_close",
                "wasi_snapshot_preview1.sock_accept", "wasi_snapshot_preview1.sock_accept",
            ])
        let after = try #require(apart(before))
        #expect(
            try names(after) == [
                "wasi_snapshot_preview1.sock_accept", "wasi_snapshot_preview1.fd_close",
                "wasi_snapshot_preview1.sock_accept␟1␟06␟", "wasi_snapshot_preview1.sock_accept",
            ])
        #expect(try ModuleSummary(after).imports.map(\.type) == ModuleSummary(before).imports.map(\.type))
    }

    @Test("three types have three names, also under two numbers, and in another module it is another name") func three()
        throws
    {
        let before = module([
            function("a", "f", 0), function("a", "f", 1), function("a", "f", 2), function("a", "f", 3),
            function("b", "f", 1), function("a", "f", 1),
        ])
        #expect(try names(apart(before)) == ["a.f", "a.f␟1␟06␟", "a.f", "a.f␟2␟06␟", "b.f", "a.f␟1␟06␟"])
    }

    @Test("the compact forms are understood, and stay") func compact() throws {
        let before = module([
            M.name("a") + M.name("") + [0x7f] + M.leb(2) + M.name("f") + [0, 0] + M.name("f") + [0, 1],
            M.name("a") + M.name("") + [0x7e, 0, 3] + M.leb(2) + M.name("f") + M.name("g"),
        ])
        let after = try #require(apart(before))
        #expect(try names(after) == ["a.f", "a.f␟1␟06␟", "a.f␟2␟06␟", "a.g"])
        #expect(after.count == before.count + 12)
    }

    @Test("a name that ends like one with a mark gets a mark, so that it is found again") func alike() throws {
        let before = module([function("a", "f\u{1f}1\u{1f}06\u{1f}", 0), function("a", "f", 0), function("a", "f", 1)])
        #expect(try names(apart(before)) == ["a.f␟1␟06␟␟0␟06␟", "a.f", "a.f␟1␟06␟"])
        // Of a memory, too.
        let memory = module([M.name("a") + M.name("\u{1f}1\u{1f}06\u{1f}") + [2, 0, 1]])
        #expect(try names(apart(memory)) == ["a.␟1␟06␟␟0␟06␟"])
    }

    @Test("a mark is found again, and nothing else is one") func unmarked() throws {
        func unmarked(_ name: String) -> ImportNames.Marked? {
            ImportNames.unmarked(Array(name.replacing("␟", with: "\u{1f}").utf8).span)
        }
        #expect(unmarked("sock_accept␟1␟06␟") == .init(byteCount: 11, addedByteCount: 6))
        #expect(unmarked("␟0␟06␟") == .init(byteCount: 0, addedByteCount: 6))
        #expect(unmarked("f␟1␟06␟␟12␟08␟") == .init(byteCount: 7, addedByteCount: 8))
        for name in [
            "", "f", "␟", "␟␟␟", "f␟", "f␟1␟6␟", "f␟␟06␟", "f␟x␟06␟", "f␟1␟0x␟", "f1␟06␟", "1␟06␟", "␟1␟06", "f\u{1f}1",
        ] {
            #expect(unmarked(name) == nil, "\(name)")
        }
    }

    @Test("a module that needs no marks is left alone") func alone() {
        #expect(apart(M.command) == nil)
        #expect(apart(M.module()) == nil)
        #expect(apart(module([])) == nil)
        // The same type once more, under another number, and as something else.
        #expect(
            apart(module([function("a", "f", 0), function("a", "f", 2), M.name("a") + M.name("f") + [2, 0, 1]])) == nil)
    }

    @Test(
        "what follows is moved by as many bytes as the marks tell, whatever the width of the numbers",
        arguments: [
            // With its mark the name has 127 bytes, then 128, which is a byte more of length. In the third the section reaches 128.
            (121, 0, 6), (122, 0, 7), (10, 90, 7),
        ])
    func moved(length: Int, other: Int, added: Int) throws {
        let name = String(repeating: "n", count: length)
        let more = M.custom("user", [1, 2, 3])
        let imports = [
            function("a", name, 0), function("a", name, 1), function("b", String(repeating: "o", count: other), 0),
        ]
        let before = module(imports, more)
        let after = try #require(apart(before))
        #expect(after.count == before.count + added)
        #expect(after.suffix(more.count) == more[...])
        #expect(try names(after)?[1] == "a.\(name)␟1␟0\(added)␟")
    }

    @Test("numbers that are wider than they need to be keep their width") func padded() throws {
        let entries = function("a", "f", 0) + M.name("a") + [0x81, 0x80, 0x00] + Array("f".utf8) + [0, 1]
        let contents = M.leb(2) + entries
        let before = M.module(
            M.section(1, entries: [M.function([], []), M.function([M.i32], [])]),
            [2, UInt8(contents.count) | 0x80, 0x80, 0x80, 0x80, 0x00] + contents)
        let after = try #require(apart(before))
        #expect(after.count == before.count + 6)
        #expect(try names(after) == ["a.f", "a.f␟1␟06␟"])
        #expect(Array(after[19..<24]) == [UInt8(contents.count + 6) | 0x80, 0x80, 0x80, 0x80, 0x00])
    }

    @Test("damaged modules are left alone or, if it is behind the imports, damaged in the same way; never fatal")
    func damaged() {
        let good = M.importing([("f", 2), ("f", 3), ("f\u{1f}1\u{1f}06\u{1f}", 2)])
        for length in 0..<good.count { _ = apart(Array(good[..<length])) }
        #expect(apart(Array(good.dropLast())) == nil)
        for offset in good.indices {
            for change in [0x00, 0x01, 0x7f, 0x80, 0x81, 0xff, good[offset] ^ 0x40, good[offset] &+ 1] as [UInt8] {
                var bytes = good
                bytes[offset] = change
                if let changed = apart(bytes) { #expect(changed.count > bytes.count) }
            }
        }
        // A type that does not exist, and one that is no function's.
        #expect(apart(module([function("a", "f", 0), function("a", "f", 9)])) == nil)
        #expect(apart(M.module(M.section(2, entries: [function("a", "f", 0), function("a", "f", 1)]))) == nil)
    }
}
