import WASICore

/// Paths and other text that a guest hands over.
extension HostContext {
    /// A path below a directory: the guest's own bytes, not a copy.
    ///
    /// - Throws: ``WASICore/Errno/fileNameTooLong`` beyond ``HostLimits/pathBytes``, ``WASICore/Errno/illegalByteSequence`` for
    ///   what is not UTF-8.
    @_lifetime(borrow self)
    func path(_ address: UInt32, _ count: UInt32, in directory: Descriptor) throws(Errno) -> GuestPath {
        let text = try text(address, count)
        return unsafe _overrideLifetime(GuestPath(text, in: directory), borrowing: self)
    }

    /// Text of a path's kind: where a symbolic link leads.
    ///
    /// - Throws: As ``path(_:_:in:)``.
    @_lifetime(borrow self)
    func text(_ address: UInt32, _ count: UInt32) throws(Errno) -> RawSpan {
        let bytes = try bytes(address, count)
        guard bytes.byteCount <= HostLimits.pathBytes else { throw .fileNameTooLong }
        guard unsafe bytes.withUnsafeBytes({ unsafe isWellFormedUTF8($0) }) else { throw .illegalByteSequence }
        return bytes
    }
}
