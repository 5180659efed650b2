import Synchronization

/// Collects what a guest writes, up to a limit.
///
/// **Threads.** It may be looked into at any time and on any thread.
public final class MemoryBuffer: Sendable {
    /// How many bytes have room. Of a write that has more, what has room is taken; then writes fail with
    /// ``WASICore/Errno/noSpace``.
    public let maximumBytes: Int
    private let state = Mutex<[UInt8]>([])

    /// Makes an empty buffer.
    ///
    /// - Parameter maximumBytes: See ``maximumBytes``. Default: 16 MiB.
    public init(maximumBytes: Int = 16 << 20) { self.maximumBytes = max(maximumBytes, 0) }

    /// What has been written so far.
    public var bytes: [UInt8] { state.withLock { $0 } }

    /// The same as text; malformed UTF-8 is repaired.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what has been written so far, and returns it.
    public func take() -> [UInt8] {
        state.withLock { bytes in
            defer { bytes = [] }
            return bytes
        }
    }

    /// Appends what has room; `nil` if nothing has.
    func append(_ more: [UInt8]) -> Int? {
        state.withLock { bytes in
            let count = min(more.count, maximumBytes - bytes.count)
            if count <= 0, !more.isEmpty { return nil }
            bytes.append(contentsOf: more.prefix(count))
            return count
        }
    }
}
