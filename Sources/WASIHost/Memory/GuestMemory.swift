public import WASICore

/// Where a guest's linear memory is at present.
@unsafe
public struct MemoryRegion {
    /// Where address 0 is; `nil` if the guest exports no memory.
    public var base: UnsafeMutableRawPointer?
    /// The size in bytes.
    public var count: Int

    /// Makes a region; the caller vouches that it is accessible.
    public init(base: UnsafeMutableRawPointer?, count: Int) {
        unsafe self.base = base
        unsafe self.count = count
    }
}

/// What tells where a guest's memory is: an engine's instance, or a test's byte array.
public protocol MemorySource: AnyObject {
    /// The memory as it is now. Its base must not change while the instance lives; its size may only grow.
    @unsafe var region: MemoryRegion { get }
}

/// One guest's linear memory, checked at every access.
///
/// The size is kept and read again only when an access fails the check: memories only grow. An access outside notes a
/// ``fault`` and throws, and the call ends in a trap, as the specification asks. Numbers are little-endian and may be unaligned.
@safe
public struct GuestMemory {
    @usableFromInline let source: any MemorySource
    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var count: Int

    /// The access that failed in this call.
    public internal(set) var fault: GuestFault?

    /// The memory that a source tells of.
    public init(_ source: any MemorySource) {
        self.source = source
        let region = unsafe source.region
        unsafe base = unsafe region.base
        count = unsafe region.count
    }

    /// The size in bytes.
    public mutating func byteCount() -> Int {
        refresh()
        return count
    }

    /// Reads place and size again.
    @inline(never) @usableFromInline
    mutating func refresh() {
        let region = unsafe source.region
        unsafe base = unsafe region.base
        count = unsafe region.count
    }

    /// A pointer to `byteCount` bytes at `address`, if they are all inside.
    @inlinable
    @unsafe
    mutating func pointer(_ address: UInt32, _ byteCount: Int) throws(Errno) -> UnsafeMutableRawPointer {
        let start = Int(address)
        if start <= count, byteCount <= count &- start, let base = unsafe base { return unsafe base + start }
        return unsafe try slowPointer(address, byteCount)
    }

    @inline(never) @usableFromInline
    @unsafe
    mutating func slowPointer(_ address: UInt32, _ byteCount: Int) throws(Errno) -> UnsafeMutableRawPointer {
        refresh()
        let start = Int(address)
        guard start <= count, byteCount <= count - start, let base = unsafe base else {
            fault = GuestFault(
                address: UInt64(address), byteCount: UInt64(clamping: byteCount), memorySize: UInt64(clamping: count))
            throw .interrupted_
        }
        return unsafe base + start
    }

    /// Reads a number.
    @inlinable
    public mutating func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ address: UInt32, as type: Number.Type = Number.self
    ) throws(Errno) -> Number {
        let place = unsafe try pointer(address, MemoryLayout<Number>.size)
        return unsafe Number(littleEndian: place.loadUnaligned(as: Number.self))
    }

    /// Writes a number.
    @inlinable
    public mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(
        _ value: Number, at address: UInt32
    ) throws(Errno) {
        let place = unsafe try pointer(address, MemoryLayout<Number>.size)
        unsafe place.storeBytes(of: value.littleEndian, as: Number.self)
    }

    /// Checks that `byteCount` bytes at `address` are inside, so that a later store cannot fail after the work is done.
    @inlinable
    public mutating func check(_ address: UInt32, byteCount: Int) throws(Errno) {
        _ = unsafe try pointer(address, byteCount)
    }
}
