import Testing
import WasmBinary

@Suite("Kind of a file") struct BinaryKindTests {
    @Test(
        "WebAssembly is told by its first eight bytes",
        arguments: [
            ([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], .module),
            ([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], .component),
            ([0, 0x61, 0x73, 0x6d, 0x0a, 0, 1, 0], .component),
            ([0, 0x61, 0x73, 0x6d, 2, 0, 0, 0], .unknownVersion(2)),
            ([0, 0x61, 0x73, 0x6d, 1, 0, 0], .truncated),
            ([0, 0x61, 0x73, 0x6d], .truncated),
            ([0, 0x61, 0x73], .truncated),
            ([0], .truncated),
            ([], .empty),
        ] as [([UInt8], BinaryKind)])
    func binary(_ bytes: [UInt8], _ kind: BinaryKind) { #expect(BinaryKind(of: bytes.span) == kind) }

    @Test(
        "text is told by its first parenthesis, after white space and comments",
        arguments: [
            ("(module)", .text(component: false)),
            ("\n\t ;; a comment (component)\r\n(module)", .text(component: false)),
            ("(; one (; in another ;) ;) ( \n module)", .text(component: false)),
            ("(component)", .text(component: true)),
            (";; x\n( component $a)", .text(component: true)),
            ("(func)", .text(component: false)),
            ("(; never closed", .other("a text file of another kind")),
            (";; only a comment", .other("a text file of another kind")),
            ("module", .other("a text file of another kind")),
        ] as [(String, BinaryKind)])
    func text(_ text: String, _ kind: BinaryKind) { #expect(BinaryKind(of: Array(text.utf8).span) == kind) }

    @Test(
        "what is mistaken for WebAssembly is named",
        arguments: [
            ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], "an ELF file (a native program or library)"),
            ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 200], "a module compiled for one machine by wasmtime (.cwasm)"),
            ([0x1f, 0x8b, 8, 0], "a gzip file"),
            (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
            (Array("#!/bin/sh\n".utf8), "a script"),
            (Array("\n<!DOCTYPE HTML><html>".utf8), "an HTML page (perhaps of a download that failed)"),
            (Array("<?xml?>".utf8), "an XML file"),
            (
                Array("version https://git-lfs.github.com/spec/v1\n".utf8),
                "a Git LFS pointer (the file itself has not been fetched; \"git lfs pull\" does that)"
            ),
            ([0x01, 0x02, 0x03], "data of an unknown kind"),
        ] as [([UInt8], String)])
    func other(_ bytes: [UInt8], _ name: String) { #expect(BinaryKind(of: bytes.span) == .other(name)) }

    @Test("what is not a module is refused with its kind") func refused() {
        #expect(throws: BinaryError.notAModule(.empty)) { try ModuleSummary([]) }
        #expect(throws: BinaryError.notAModule(.component)) { try ModuleSummary([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]) }
        #expect(BinaryError.notAModule(.component).description == "is a component, not a WebAssembly module")
    }
}
