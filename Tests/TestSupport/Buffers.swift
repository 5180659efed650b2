public import WASICore

/// Lets `body` fill buffers of some sizes, one behind the other, and returns as many bytes of them as it says.
public func reading<Failure: Error>(
    _ sizes: [Int], _ body: (inout ScatterBuffers) throws(Failure) -> Int
) throws(Failure) -> [UInt8] {
    let total = sizes.reduce(0, +)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(total, 1), alignment: 16)
    defer { memory.deallocate() }
    var offset = 0
    let segments = sizes.map { size in
        defer { offset += size }
        return BufferSegment(base: memory.baseAddress.map { $0 + offset }, count: size)
    }
    let list = UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: max(segments.count, 1))
    defer { list.deallocate() }
    _ = list.initialize(from: segments)
    let view = UnsafeBufferPointer(start: list.baseAddress, count: segments.count)
    var buffers = ScatterBuffers(segments: view, byteCount: total)
    let count = try body(&buffers)
    return Array(memory.prefix(count))
}

/// Shows `body` bytes in parts.
public func writing<Result, Failure: Error>(
    _ parts: [[UInt8]], _ body: (borrowing GatherBuffers) throws(Failure) -> Result
) throws(Failure) -> Result {
    let bytes = parts.flatMap { $0 }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    var offset = 0
    let segments = parts.map { part in
        defer { offset += part.count }
        return BufferSegment(base: memory.baseAddress.map { $0 + offset }, count: part.count)
    }
    let list = UnsafeMutableBufferPointer<BufferSegment>.allocate(capacity: max(segments.count, 1))
    defer { list.deallocate() }
    _ = list.initialize(from: segments)
    let view = UnsafeBufferPointer(start: list.baseAddress, count: segments.count)
    return try body(GatherBuffers(segments: view, byteCount: bytes.count))
}

/// Shows `body` the bytes of a text.
public func writing<Result, Failure: Error>(
    _ text: String, _ body: (borrowing GatherBuffers) throws(Failure) -> Result
) throws(Failure) -> Result {
    try writing([Array(text.utf8)], body)
}

/// Shows `body` a path of a guest's.
public func withGuestPath<Result, Failure: Error>(
    _ bytes: [UInt8], in directory: Descriptor, _ body: (borrowing GuestPath) throws(Failure) -> Result
) throws(Failure) -> Result {
    try body(GuestPath(bytes.span.bytes, in: directory))
}

/// Shows `body` a path of a guest's.
public func withGuestPath<Result, Failure: Error>(
    _ text: String, in directory: Descriptor, _ body: (borrowing GuestPath) throws(Failure) -> Result
) throws(Failure) -> Result {
    try withGuestPath(Array(text.utf8), in: directory, body)
}
