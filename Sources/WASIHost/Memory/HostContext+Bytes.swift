import WASICore

/// Views of the guest's memory, valid while the host call lasts: the memory does not move, and only grows.
extension HostContext {
    /// Bytes that the guest hands over.
    @_lifetime(borrow self)
    func bytes(_ address: UInt32, _ count: UInt32) throws(Errno) -> RawSpan {
        let start = unsafe try memory.pointer(address, Int(count))
        let span = unsafe UnsafeRawBufferPointer(start: start, count: Int(count)).bytes
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Bytes that the guest wants filled.
    @_lifetime(borrow self)
    func mutableBytes(_ address: UInt32, _ count: UInt32) throws(Errno) -> MutableRawSpan {
        let start = unsafe try memory.pointer(address, Int(count))
        let span = unsafe UnsafeMutableRawBufferPointer(start: start, count: Int(count)).mutableBytes
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}
