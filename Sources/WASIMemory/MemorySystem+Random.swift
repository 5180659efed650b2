public import WASICore

extension MemorySystem {
    /// The bytes of ``MemoryConfiguration/random``.
    public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        var done = 0
        let count = buffer.byteCount
        while done < count {
            // Gigabytes take seconds.
            if wakeup.isInterrupted { throw .canceled }
            let part = min(count - done, 65_536)
            buffer.overwrite(at: done, with: random.bytes(part))
            done += part
        }
    }
}
