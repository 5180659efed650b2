/// What one of a guest's standard streams is.
public enum MemoryStream: Sendable {
    /// Nothing: reading is at the end at once, and what is written is thrown away.
    case null
    /// These bytes, and then the end. Writing fails.
    case bytes([UInt8])
    /// What is written is collected. Reading is at the end at once.
    case buffer(MemoryBuffer)
    /// What is written is read by somebody else, or the other way round.
    case pipe(MemoryPipe)
    /// Called with each write, on the system's thread, one call at a time; it must not call the system. Reading is at the end at
    /// once.
    case function(@Sendable ([UInt8]) -> Void)

    /// The bytes of a text, and then the end.
    public static func text(_ text: String) -> MemoryStream { .bytes(Array(text.utf8)) }
}
