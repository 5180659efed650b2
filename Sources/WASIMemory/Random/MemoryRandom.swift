/// Where a system's random bytes come from.
public enum MemoryRandom: Hashable, Sendable {
    /// The host, fit for cryptography.
    case host
    /// The key stream of ChaCha20 (RFC 8439) for a key whose first eight bytes are the seed, the lowest first, and whose other bytes
    /// are 0: the same bytes for the same seed, on every machine and in every version, however many are asked for at a time.
    ///
    /// Nobody can tell them from others who does not know the seed; whoever can guess the seed knows them all.
    case seeded(UInt64)
}

/// A source of random bytes at work.
struct RandomStream {
    private var chacha: ChaCha?
    private var host = SystemRandomNumberGenerator()

    init(_ random: MemoryRandom) {
        guard case .seeded(let seed) = random else { return }
        var key = [8 of UInt32](repeating: 0)
        key[0] = UInt32(truncatingIfNeeded: seed)
        key[1] = UInt32(truncatingIfNeeded: seed >> 32)
        chacha = ChaCha(key: key)
    }

    /// The next bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        if chacha != nil {
            for _ in 0..<count { bytes.append(chacha?.next() ?? 0) }
            return bytes
        }
        while bytes.count < count {
            var word = host.next()
            for _ in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }
}
