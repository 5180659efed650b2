import WASICore

// Moving bytes between arrays and the views that calls pass: the one place of this target that sees memory as such.

extension [UInt8] {
    /// The bytes of a view.
    init(copying bytes: RawSpan) { self = unsafe bytes.withUnsafeBytes { unsafe Array($0) } }

    /// Overwrites from `offset` on, growing with zeros where the array ends before.
    mutating func overwrite(at offset: Int, with bytes: RawSpan) {
        let end = offset + bytes.byteCount
        if offset >= count {
            append(contentsOf: repeatElement(0, count: offset - count))
            append(copying: bytes)
            return
        }
        if end > count { append(contentsOf: repeatElement(0, count: end - count)) }
        unsafe withUnsafeMutableBytes { memory in
            unsafe bytes.withUnsafeBytes { source in
                guard let from = source.baseAddress, let to = memory.baseAddress else { return }
                unsafe (to + offset).copyMemory(from: from, byteCount: source.count)
            }
        }
    }

    /// Shows a part as a view.
    func view<Result, Failure: Error>(
        _ range: Range<Int>, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe span.bytes.extracting(range))
    }

    /// Shows all as a view.
    func view<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
        try view(0..<count, body)
    }

    /// Stores from `offset` on what the view has room for, and returns how much that was.
    func copy(from offset: Int = 0, to buffer: inout MutableRawSpan) -> Int {
        let length = Swift.min(count - offset, buffer.byteCount)
        unsafe buffer.withUnsafeMutableBytes { memory in
            unsafe withUnsafeBytes { source in
                guard let from = source.baseAddress, let to = memory.baseAddress else { return }
                unsafe to.copyMemory(from: from + offset, byteCount: length)
            }
        }
        return length
    }
}

extension RawSpan {
    /// The first byte; `nil` of none.
    var firstByte: UInt8? { byteCount > 0 ? unsafe unsafeLoad(fromByteOffset: 0, as: UInt8.self) : nil }
}

extension MutableRawSpan {
    /// Overwrites from `offset` on; what does not fit is left out.
    mutating func overwrite(at offset: Int, with bytes: [UInt8]) {
        let length = min(bytes.count, byteCount - offset)
        guard length > 0 else { return }
        unsafe withUnsafeMutableBytes { memory in
            unsafe bytes.withUnsafeBytes { source in
                guard let from = source.baseAddress, let to = memory.baseAddress else { return }
                unsafe (to + offset).copyMemory(from: from, byteCount: length)
            }
        }
    }
}

extension [UInt8] {
    /// Lends the array as a view to be filled.
    mutating func filling<Result, Failure: Error>(
        _ body: (inout MutableRawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var span = self.mutableSpan
        var bytes = unsafe span.mutableBytes
        return try body(&bytes)
    }

    /// Lends the array as the one buffer of a read.
    mutating func readingInto<Result>(
        _ body: (inout ScatterBuffers) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        try filling { (bytes) throws(Errno) in
            try unsafe bytes.withUnsafeMutableBytes { memory throws(Errno) in
                let segment = unsafe BufferSegment(base: memory.baseAddress, count: memory.count)
                return try unsafe withUnsafePointer(to: segment) { pointer throws(Errno) in
                    let segments = unsafe UnsafeBufferPointer(start: pointer, count: 1)
                    var buffers = unsafe ScatterBuffers(segments: segments, byteCount: memory.count)
                    return try body(&buffers)
                }
            }
        }
    }
}
