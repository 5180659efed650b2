import WASICore

/// Where a recording comes from.
public protocol RecordingSource: AnyObject {
    /// The next bytes; none at the end.
    ///
    /// - Parameter maximum: The most that is wanted.
    /// - Throws: Why they cannot be had: half a sentence.
    func read(atMost maximum: Int) throws(RecordingUnreadable) -> [UInt8]
}

/// Why the bytes of a recording cannot be had.
public struct RecordingUnreadable: Error, Hashable, Sendable {
    /// In the host's words: `Input/output error`.
    public var reason: String

    /// An error with the host's words.
    public init(_ reason: String) { self.reason = reason }
}

/// A recording in memory.
public final class RecordingBytes: RecordingSource {
    private let bytes: [UInt8]
    private var position = 0

    /// A recording that is these bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public func read(atMost maximum: Int) throws(RecordingUnreadable) -> [UInt8] {
        let end = position + min(max(maximum, 0), bytes.count - position)
        defer { position = end }
        return Array(bytes[position..<end])
    }
}

/// Why something cannot be replayed.
public enum RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not begin like a recording.
    case notARecording
    /// It was made by a program that writes another version of the format.
    case version(Int)
    /// It ends before the program has made a call.
    case cutBeforeBeginning
    /// It is damaged where it tells what was recorded.
    case damaged
    /// It cannot be read.
    case unreadable(reason: String)

    /// Half a sentence: `it is not a recording`.
    public var description: String {
        switch self {
        case .notARecording: "it is not a recording"
        case .version(let version):
            "it is a recording in version \(version) of the format, and only version \(RecordingFormat.version) can be read"
        case .cutBeforeBeginning: "it is a recording that ends before the program begins"
        case .damaged: "it is a recording that is damaged at its beginning"
        case .unreadable(let reason): "it cannot be read: \(reason.visible)"
        }
    }
}
