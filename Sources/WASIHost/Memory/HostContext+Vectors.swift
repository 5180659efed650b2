import WASICore

/// The vectors of reads and writes.
extension HostContext {
    /// The places that an `iovec_array` names.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for more than ``HostLimits/vectors``.
    @_lifetime(borrow self)
    func scatterBuffers(_ address: UInt32, _ count: UInt32) throws(Errno) -> ScatterBuffers {
        let byteCount = try loadSegments(address, Int(count))
        let loaded = unsafe UnsafeBufferPointer(start: segments.baseAddress, count: Int(count))
        return unsafe _overrideLifetime(ScatterBuffers(segments: loaded, byteCount: byteCount), borrowing: self)
    }

    /// The places that a `ciovec_array` names.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for more than ``HostLimits/vectors``.
    @_lifetime(borrow self)
    func gatherBuffers(_ address: UInt32, _ count: UInt32) throws(Errno) -> GatherBuffers {
        let byteCount = try loadSegments(address, Int(count))
        let loaded = unsafe UnsafeBufferPointer(start: segments.baseAddress, count: Int(count))
        return unsafe _overrideLifetime(GatherBuffers(segments: loaded, byteCount: byteCount), borrowing: self)
    }

    /// Translates vectors into ``segments``.
    ///
    /// - Returns: The number of bytes in all of them.
    private func loadSegments(_ address: UInt32, _ count: Int) throws(Errno) -> Int {
        let table = try memory.record(address, byteCount: count &* IovecLayout.size)
        guard count <= HostLimits.vectors else { throw .invalidArgument }
        var total = 0
        for index in 0..<count {
            let place = index &* IovecLayout.size
            let length = Int(table.load(place &+ IovecLayout.count, as: UInt32.self))
            let base = unsafe try memory.pointer(table.load(place &+ IovecLayout.base), length)
            // A guest learns how much was moved from a u32, which overlapping vectors can exceed; a read or write may
            // always be partial.
            let kept = min(length, Int(UInt32.max) &- total)
            unsafe segments[index] = BufferSegment(base: base, count: kept)
            total &+= kept
        }
        return total
    }
}
