import Testing
import WasmBinary

@Suite("Damaged modules") struct DamageTests {
    typealias M = ModuleBytes

    private func message(_ bytes: [UInt8]) -> String {
        do throws(BinaryError) {
            _ = try ModuleSummary(bytes)
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test(
        "the sentence says what is wrong and where",
        arguments: [
            (
                M.header + [10, 100, 1],
                "is damaged: the file ends inside the code section, of which 99 bytes are missing (at offset 0xb)"
            ),
            (M.header + [99, 0], "is damaged: there is a section of the unknown number 99 (at offset 0x8)"),
            (M.header + [1], "is damaged: the file ends where the size of the type section should be (at offset 0x9)"),
            (
                M.module(M.section(1, [0xff, 0xff, 0xff, 0xff, 0x0f])),
                "is damaged: the type section has 4294967295 types; at most 1000000 are allowed (at offset 0xa)"
            ),
            (
                M.module(M.section(2, [0xff, 0x7f])),
                "is damaged: the import section claims 16383 imports but has only 0 bytes for them (at offset 0xa)"
            ),
            (
                M.module(M.section(1, [0xff, 0xff, 0xff, 0xff, 0x1f])),
                "is damaged: the number of types is larger than 32 bits (at offset 0xa)"
            ),
            (
                M.module(M.section(1, [0x80, 0x80, 0x80, 0x80, 0x80, 0])),
                "is damaged: the number of types is longer than 32 bits (at offset 0xa)"
            ),
            (
                M.module(M.section(2, [1, 9, 0x61])),
                "is damaged: the module of an import of 9 bytes reaches beyond the end of the import section (at offset 0xb)"
            ),
            (
                M.module(M.section(2, entries: [[1, 0xff] + M.name("x") + [0, 0]])),
                "is damaged: the module of an import is not UTF-8 (at offset 0xb)"
            ),
            (
                M.module(M.section(2, entries: [M.name("a") + M.name("b") + [0, 4]])),
                "is damaged: there is no type 4, only 0 types (at offset 0x10)"
            ),
            (
                M.module(M.section(7, entries: [M.name("f") + [0, 0]])),
                "is damaged: the export \"f\" refers to function 0, which does not exist (at offset 0xd)"
            ),
            (
                M.module(M.section(1, [0]), M.section(1, [0])),
                "is damaged: there is a second one of the type section (at offset 0xb)"
            ),
            (
                M.module(M.section(3, [0]), M.section(1, [0])),
                "is damaged: the type section follows the function section instead of preceding it (at offset 0xb)"
            ),
            (
                M.module(M.section(1, [0, 7])),
                "is damaged: the type section has 1 bytes more than its entries take (at offset 0xb)"
            ),
            (
                M.module(M.section(1, entries: [M.function([], [])]), M.section(3, entries: [[0]])),
                "is damaged: 1 functions are declared, but 0 have a body (at offset 0x12)"
            ),
            (M.module(M.section(1, [1, 0x12])), "is damaged: 0x12 is not a form of type (at offset 0xb)"),
        ] as [([UInt8], String)])
    func sentence(_ bytes: [UInt8], _ text: String) { #expect(message(bytes) == text) }

    @Test("every beginning of a module is read or refused, never fatal") func everyPrefix() {
        for length in 0..<M.command.count {
            let text = message(Array(M.command[..<length]))
            // Without its last sections the module is whole only where a section ends and none that must come is missing.
            #expect(text == "no error" || text.hasPrefix("is "))
        }
        #expect(message(M.command) == "no error")
    }

    @Test("every change of one byte is read or refused, never fatal") func everyByte() {
        for offset in M.command.indices {
            for change in [0x00, 0x01, 0x7f, 0x80, 0x81, 0xff, M.command[offset] ^ 0x40, M.command[offset] &+ 1] as [UInt8] {
                var bytes = M.command
                bytes[offset] = change
                #expect(message(bytes) == "no error" || message(bytes).hasPrefix("is "))
            }
        }
    }

    @Test("random bytes behind a header are read or refused, never fatal") func randomBytes() {
        var generator = Generator(state: 42)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0..<60, using: &generator)
            var bytes = M.header
            // Small numbers reach deeper than arbitrary ones.
            for _ in 0..<length {
                bytes.append(
                    generator.next() % 4 == 0
                        ? UInt8.random(in: 0...255, using: &generator) : UInt8.random(in: 0...13, using: &generator))
            }
            #expect(message(bytes) == "no error" || message(bytes).hasPrefix("is "))
        }
    }

    /// A generator whose numbers are the same in every run.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
}
