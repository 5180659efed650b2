import WASICore

/// What a program has written to a stream that was collected.
public struct CapturedOutput: Hashable, Sendable, CustomStringConvertible {
    /// The bytes, in order.
    public var bytes: [UInt8] = []
    /// Whether there was more than the limit, of which nothing is here.
    public var isTruncated = false

    /// Nothing.
    public init() {}

    /// The bytes as text; malformed UTF-8 is repaired.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text.
    public var description: String { text }
}

/// Takes what a program writes to one stream, on the program's thread.
final class OutputSink {
    private let limit: Int
    private let receive: (@Sendable ([UInt8]) -> Void)?
    private(set) var captured = CapturedOutput()

    /// Keeps up to `limit` bytes.
    init(limit: Int) {
        self.limit = limit
        receive = nil
    }

    /// Hands everything on.
    init(_ receive: @escaping @Sendable ([UInt8]) -> Void) {
        limit = 0
        self.receive = receive
    }

    /// Takes one write, all of it.
    func write(_ buffers: borrowing GatherBuffers) -> Int {
        guard let receive else {
            // What is beyond the limit is not even copied: a guest decides how much it writes.
            let kept = min(buffers.byteCount, limit - captured.bytes.count)
            if kept < buffers.byteCount { captured.isTruncated = true }
            buffers.visit(first: kept) { captured.bytes.append(copying: $0) }
            return buffers.byteCount
        }
        let count = min(buffers.byteCount, OutputSink.maximumChunk)
        var chunk: [UInt8] = []
        chunk.reserveCapacity(count)
        buffers.visit(first: count) { chunk.append(copying: $0) }
        if !chunk.isEmpty { receive(chunk) }
        return count
    }

    /// The most that is handed on at once, in bytes. The program is told that as much was written, and writes the rest.
    private static let maximumChunk = 1 << 20
}
