import WASICore

// The memory of the guest that a case plays. All of the kit's unsafe code is here.

/// Lets `body` fill buffers of some sizes, one behind the other.
///
/// - Returns: What is in them afterwards, and the result.
func withScatterBuffers<Result>(
    _ sizes: [Int], _ body: (inout ScatterBuffers) throws(Errno) -> Result
) throws(Errno) -> (bytes: [UInt8], result: Result) {
    let total = sizes.reduce(0, +)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(total, 1), alignment: 16)
    defer { unsafe memory.deallocate() }
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    let segments = unsafe segments(sizes, in: memory)
    defer { unsafe segments.deallocate() }
    var buffers = unsafe ScatterBuffers(
        segments: UnsafeBufferPointer(rebasing: segments[..<sizes.count]), byteCount: total)
    let result = try body(&buffers)
    return (unsafe Array(memory.prefix(total)), result)
}

/// Shows `body` bytes in several parts.
func withGatherBuffers<Result>(
    _ parts: [[UInt8]], _ body: (borrowing GatherBuffers) throws(Errno) -> Result
) throws(Errno) -> Result {
    let bytes = parts.flatMap { $0 }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    defer { unsafe memory.deallocate() }
    unsafe memory.copyBytes(from: bytes)
    let segments = unsafe segments(parts.map(\.count), in: memory)
    defer { unsafe segments.deallocate() }
    return try unsafe body(
        GatherBuffers(segments: UnsafeBufferPointer(rebasing: segments[..<parts.count]), byteCount: bytes.count))
}

/// Segments of some sizes, one behind the other; room for one more, so that it is never empty.
private func segments(
    _ sizes: [Int], in memory: UnsafeMutableRawBufferPointer
) -> UnsafeMutableBufferPointer<BufferSegment> {
    let list = UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: sizes.count + 1)
    var offset = 0
    for (index, size) in sizes.enumerated() {
        unsafe list.initializeElement(
            at: index, to: BufferSegment(base: memory.baseAddress.map { unsafe $0 + offset }, count: size))
        offset += size
    }
    return unsafe list
}

/// Fills bytes with randomness.
func randomBytes(_ system: any SystemInterface, _ count: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    try system.randomBytes(into: &raw)
    return bytes
}

/// Shows `body` a path.
func withPath<Result>(
    _ text: String, in directory: Descriptor, _ body: (borrowing GuestPath) throws(Errno) -> Result
) throws(Errno) -> Result {
    let bytes = Array(text.utf8)
    return try unsafe body(GuestPath(bytes.span.bytes, in: directory))
}

/// Reads where a symbolic link leads.
func linkTarget(_ system: any SystemInterface, _ path: borrowing GuestPath, _ room: Int) throws(Errno) -> String {
    var bytes = [UInt8](repeating: 0, count: room)
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    let count = try system.readLink(at: path, into: &raw)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
}

/// Makes a symbolic link.
func createSymlink(_ system: any SystemInterface, to target: String, at path: borrowing GuestPath) throws(Errno) {
    let bytes = Array(target.utf8)
    try unsafe system.createSymlink(to: bytes.span.bytes, at: path)
}
