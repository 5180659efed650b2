import Testing
import WASICore
import WASIMemory

@Suite("Randomness in memory")
struct RandomTests {
    private func guest(_ random: MemoryRandom) throws -> Guest {
        var configuration = MemoryConfiguration()
        configuration.random = random
        return Guest(try MemorySystem(configuration))
    }

    @Test("seed 0 gives the key stream of ChaCha20 for the key of zeros, as RFC 8439 prints it")
    func vector() throws {
        // Appendix A.1, the first two vectors.
        let expected: [UInt8] = [
            0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90, 0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28,
            0xbd, 0xd2, 0x19, 0xb8, 0xa0, 0x8d, 0xed, 0x1a, 0xa8, 0x36, 0xef, 0xcc, 0x8b, 0x77, 0x0d, 0xc7,
            0xda, 0x41, 0x59, 0x7c, 0x51, 0x57, 0x48, 0x8d, 0x77, 0x24, 0xe0, 0x3f, 0xb8, 0xd8, 0x4a, 0x37,
            0x6a, 0x43, 0xb8, 0xf4, 0x15, 0x18, 0xa1, 0x1c, 0xc3, 0x87, 0xb6, 0x69, 0xb2, 0xee, 0x65, 0x86,
            0x9f, 0x07, 0xe7, 0xbe, 0x55, 0x51, 0x38, 0x7a, 0x98, 0xba, 0x97, 0x7c, 0x73, 0x2d, 0x08, 0x0d,
        ]
        #expect(try guest(.seeded(0)).random(80) == expected)
    }

    @Test("the bytes of a seed do not depend on how many are asked for at a time")
    func pieces() throws {
        let whole = try guest(.seeded(42)).random(1_000)
        let other = try guest(.seeded(42))
        var pieces: [UInt8] = []
        for count in [1, 63, 64, 65, 0, 7, 800] { pieces += try other.random(count) }
        #expect(pieces == whole)
        #expect(try guest(.seeded(43)).random(1_000) != whole)
        #expect(try guest(.host).random(32) != guest(.host).random(32))
    }
}
