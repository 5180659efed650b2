/// The DEFLATE format of compressed bytes, without a container around it.
///
/// RFC 1951. Recordings and profiles are kept in it. There is no system library that every machine has, with headers, for it, and no
/// Swift package that brings its own.
public enum Deflate {
    /// How much time may be taken to find what repeats.
    public enum Effort: Hashable, Sendable {
        /// Little: for bytes that are compressed while somebody waits.
        case low
        /// More, for output that is smaller by some percent.
        case high
    }

    /// Compresses bytes. What cannot be compressed grows by five bytes in 65,535, at most.
    ///
    /// - Parameters:
    ///   - bytes: Any bytes.
    ///   - effort: ``Effort/low`` unless set.
    public static func compress(_ bytes: [UInt8], effort: Effort = .low) -> [UInt8] {
        var output = BitWriter(capacity: bytes.count / 2 + 64)
        Compressor(bytes, effort: effort).write(to: &output)
        return output.finish()
    }

    /// Brings compressed bytes back.
    ///
    /// - Parameters:
    ///   - bytes: What ``compress(_:effort:)``, or any other program that knows the format, has made; from anywhere, for nothing of it
    ///     is trusted.
    ///   - limit: The most that may come of them, in bytes.
    /// - Throws: ``DeflateError``.
    public static func decompress(_ bytes: [UInt8], limit: Int) throws(DeflateError) -> [UInt8] {
        var inflater = Inflater(bytes, from: 0, limit: limit)
        try inflater.run()
        return inflater.output
    }
}
