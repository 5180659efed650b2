/// Why compressed bytes could not be brought back.
public enum DeflateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They end too early.
    case truncated
    /// They are not of the format.
    case malformed
    /// More comes of them than the caller takes.
    case tooLarge
    /// What came of them is not what was compressed: its checksum or size differs.
    case damaged

    /// Half a sentence: `the compressed bytes end too early`.
    public var description: String {
        switch self {
        case .truncated: "the compressed bytes end too early"
        case .malformed: "the bytes are not in the compressed form"
        case .tooLarge: "more comes of the compressed bytes than is allowed"
        case .damaged: "the bytes are not those that were compressed"
        }
    }
}
