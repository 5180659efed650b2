import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

@Suite("Randomness of a seed")
struct SeededRandomTests {
    private func system(_ seed: UInt64) throws -> any SystemInterface {
        SeededRandom(try UnixSystem(UnixConfiguration()), seed: seed)
    }

    @Test("SplitMix64 gives the numbers that its authors' program gives")
    func filler() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
        #expect(generator.next() == 9_817_491_932_198_370_423)
    }

    @Test("xoshiro256** gives the numbers that its authors' program gives")
    func generator() {
        var generator = SeededGenerator(state: (1, 2, 3, 4))
        #expect(generator.next() == 11_520)
        #expect(generator.next() == 0)
        #expect(generator.next() == 1_509_978_240)
        #expect(generator.next() == 1_215_971_899_390_074_240)
    }

    @Test("the bytes of a seed are these, for ever")
    func bytes() throws {
        #expect(
            try system(0).random(24) == [
                0xb4, 0xf2, 0x75, 0xcb, 0x36, 0x5f, 0xec, 0x99, 0x2a, 0x45, 0x56, 0x49, 0x78, 0x1f, 0x6e, 0xbf, 0xe0, 0xe6,
                0x33, 0x49, 0x9d, 0x84, 0x5f, 0x1a,
            ])
        #expect(
            try system(42).random(16) == [
                0x16, 0xc7, 0x2e, 0x0c, 0x2e, 0x0b, 0x78, 0x15, 0x7e, 0x3a, 0x11, 0x6d, 0x86, 0xd9, 0x04, 0x61,
            ])
    }

    @Test("how many are asked for at a time makes no difference")
    func pieces() throws {
        let whole = try system(7).random(100), system = try system(7)
        var pieces: [UInt8] = []
        for count in [1, 0, 8, 3, 16, 5, 7, 60] { pieces += try system.random(count) }
        #expect(pieces == whole)
    }
}
