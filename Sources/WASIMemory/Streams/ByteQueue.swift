/// Bytes that are taken out in the order in which they were put in.
struct ByteQueue: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ more: some Sequence<UInt8>) {
        // What has been taken out gives way before the array grows.
        if start > 4096, start > bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The first bytes, at most so many.
    func first(_ limit: Int) -> [UInt8] { Array(bytes[start..<start + min(max(limit, 0), count)]) }

    /// Takes the first bytes out.
    mutating func take(_ limit: Int) -> [UInt8] {
        let taken = first(limit)
        start += taken.count
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= 65_536)
            start = 0
        }
        return taken
    }
}
