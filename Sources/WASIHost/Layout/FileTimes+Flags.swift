import WASICore

extension FileTimes {
    /// What the flags of a call say of two times.
    ///
    /// WASI: [`fstflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fstflags).
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for an unknown flag, and for a time that is to be set both to a value and to
    ///   the present.
    init(flags: UInt32, access: Timestamp, modification: Timestamp) throws(Errno) {
        guard flags < 1 << 4 else { throw .invalidArgument }
        self.init(
            access: try TimeUpdate(flags & 0b11, access), modification: try TimeUpdate(flags &>> 2, modification))
    }
}

extension TimeUpdate {
    /// One time's two flags: bit 0 sets it to a value, bit 1 to the present.
    fileprivate init(_ flags: UInt32, _ time: Timestamp) throws(Errno) {
        switch flags {
        case 0b00: self = .keep
        case 0b01: self = .at(time)
        case 0b10: self = .now
        default: throw .invalidArgument
        }
    }
}
