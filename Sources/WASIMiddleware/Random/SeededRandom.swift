public import WASICore

/// A system whose randomness follows from a seed.
///
/// ```swift
/// command.wrappers.append { SeededRandom($0, seed: 42) }
/// ```
///
/// The bytes are those of ``SeededGenerator``'s numbers, each with its lowest byte first, and do not depend on how many are asked for
/// at a time. They are the same in every release and on every machine.
///
/// **Not for secrets**: a guest that makes keys of them makes keys that others can guess.
public final class SeededRandom: ForwardingSystem {
    /// Where the other calls go.
    public let base: any SystemInterface
    // Calls do not overlap.
    @safe @exclusivity(unchecked) private var generator: SeededGenerator
    /// What is left of a number, the next byte lowest.
    @safe @exclusivity(unchecked) private var rest: UInt64 = 0
    /// How many bytes are left of it.
    @safe @exclusivity(unchecked) private var restCount = 0

    /// Puts a seed's bytes in the place of a system's.
    public init(_ base: any SystemInterface, seed: UInt64) {
        self.base = base
        generator = SeededGenerator(seed: seed)
    }

    public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        let count = buffer.byteCount
        var offset = 0
        while offset < count {
            if restCount == 0, count - offset >= 8 {
                buffer.storeBytes(of: generator.next().littleEndian, toByteOffset: offset, as: UInt64.self)
                offset += 8
                continue
            }
            if restCount == 0 {
                rest = generator.next()
                restCount = 8
            }
            buffer.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: offset, as: UInt8.self)
            rest >>= 8
            restCount -= 1
            offset += 1
        }
    }
}
