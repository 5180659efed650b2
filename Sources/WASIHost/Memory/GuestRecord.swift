import WASICore

/// A record in guest memory, at a place that was checked when the record was made.
///
/// Valid during one host call. Fields are little-endian and unaligned; their offsets are constants, so that the check that each
/// lies within the record costs nothing.
@safe
struct GuestRecord {
    private let base: UnsafeMutableRawPointer
    /// In bytes.
    let byteCount: Int

    /// Wraps checked memory.
    @unsafe
    init(base: UnsafeMutableRawPointer, byteCount: Int) {
        unsafe self.base = base
        self.byteCount = byteCount
    }

    /// Reads a field.
    @inline(__always)
    func load<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Number.Type = Number.self) -> Number {
        precondition(offset >= 0 && offset <= byteCount - MemoryLayout<Number>.size)
        return unsafe Number(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    /// Writes a field.
    @inline(__always)
    func store<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at offset: Int) {
        precondition(offset >= 0 && offset <= byteCount - MemoryLayout<Number>.size)
        unsafe base.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Number.self)
    }

    /// Fills the record with zeros, so that padding tells nothing.
    @inline(__always)
    func clear() {
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    }
}

extension GuestMemory {
    /// The record of `byteCount` bytes at `address`, if it is inside.
    @inline(__always)
    mutating func record(_ address: UInt32, byteCount: Int) throws(Errno) -> GuestRecord {
        unsafe GuestRecord(base: try pointer(address, byteCount), byteCount: byteCount)
    }
}
