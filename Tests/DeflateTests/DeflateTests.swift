import Deflate
import Testing

@Suite("Compressed bytes")
struct DeflateTests {
    /// Numbers that look random and are the same each time.
    struct Noise: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    static let samples: [(name: String, bytes: [UInt8])] = {
        var noise = Noise(state: 1)
        let words = "fd_read path_open ENOENT 0 1 2 the a of and descriptor".split(separator: " ").map {
            Array($0.utf8) + [32]
        }
        var text: [UInt8] = []
        while text.count < 300_000 { text += words[Int.random(in: 0..<words.count, using: &noise)] }
        var skewed: [UInt8] = []
        // Frequencies that grow like Fibonacci's numbers ask for the longest codes.
        var (count, before) = (1, 1)
        for byte in 0..<24 {
            skewed += [UInt8](repeating: UInt8(byte), count: count)
            (count, before) = (count + before, count)
        }
        skewed.shuffle(using: &noise)
        return [
            ("nothing", []),
            ("one byte", [7]),
            ("a byte a thousand times", [UInt8](repeating: 65, count: 1000)),
            ("text", text),
            ("noise", (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &noise) }),
            ("skewed", skewed),
            ("a million zeros", [UInt8](repeating: 0, count: 1_000_000)),
        ]
    }()

    @Test(
        "come back as they were, whatever they were", arguments: samples.map(\.name), [Deflate.Effort.low, .high])
    func roundTrip(name: String, effort: Deflate.Effort) throws {
        let bytes = try #require(DeflateTests.samples.first { $0.name == name }).bytes
        let compressed = Deflate.compress(bytes, effort: effort)
        #expect(try Deflate.decompress(compressed, limit: bytes.count) == bytes)
        #expect(try Gzip.decompress(Gzip.compress(bytes, effort: effort), limit: bytes.count) == bytes)
    }

    @Test("are fewer where something repeats, and hardly more where nothing does")
    func sizes() {
        let sizes = Dictionary(
            uniqueKeysWithValues: DeflateTests.samples.map { ($0.name, Deflate.compress($0.bytes, effort: .high).count) })
        #expect(sizes["nothing"] == 2)
        #expect(sizes["a byte a thousand times", default: .max] < 20)
        #expect(sizes["text", default: .max] < 100_000)
        #expect(sizes["noise", default: .max] <= 200_000 + 5 * 16)
        #expect(sizes["a million zeros", default: .max] < 1_500)
    }

    @Test(
        "that another program has made are read",
        arguments: [
            // zlib, its codes fixed, and of its own; and not compressed at all.
            ([0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x27, 0x01], "hello hello hello hello"),
            ([0x01, 0x05, 0x00, 0xfa, 0xff, 0x68, 0x65, 0x6c, 0x6c, 0x6f], "hello"),
        ] as [([UInt8], String)])
    func foreign(compressed: [UInt8], text: String) throws {
        #expect(try Deflate.decompress(compressed, limit: 100) == Array(text.utf8))
    }

    @Test("are refused when more comes of them than is allowed")
    func limit() {
        let compressed = Deflate.compress([UInt8](repeating: 0, count: 1_000_000))
        #expect(throws: DeflateError.tooLarge) { try Deflate.decompress(compressed, limit: 999_999) }
    }

    @Test("are refused, and do no harm, when they end too early")
    func truncated() {
        let compressed = Deflate.compress(Array("a text that is a text that is a text".utf8))
        for count in 0..<compressed.count {
            #expect(throws: DeflateError.self) { try Deflate.decompress(Array(compressed[..<count]), limit: 1000) }
        }
    }

    @Test("do no harm when they are damaged, and gzip finds it")
    func damaged() {
        var noise = Noise(state: 2)
        let bytes = Array(DeflateTests.samples[3].bytes.prefix(5000))
        let file = Gzip.compress(bytes)
        for _ in 0..<3000 {
            var damaged = file
            damaged[Int.random(in: 10..<file.count, using: &noise)] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
            #expect(throws: DeflateError.self) { try Gzip.decompress(damaged, limit: 100_000) }
        }
        for _ in 0..<3000 {
            let garbage = (0..<40).map { _ in UInt8.random(in: 0...255, using: &noise) }
            _ = try? Deflate.decompress(garbage, limit: 100_000)
            _ = try? Gzip.decompress([0x1f, 0x8b, 8] + garbage, limit: 100_000)
        }
    }

    @Test("have the checksum that everybody else computes")
    func checksum() {
        #expect(CRC32(Array("123456789".utf8)).value == 0xcbf4_3926)
        #expect(CRC32([]).value == 0)
        var parts = CRC32(Array("12345".utf8))
        parts.add(Array("6789".utf8).span)
        #expect(parts.value == 0xcbf4_3926)
    }
}
