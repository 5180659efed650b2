import WASICore

/// Where the fields of an event lie, in bytes.
///
/// WASI: [`event`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#event).
enum EventLayout {
    static let size = 32
    /// u64.
    static let userData = 0
    /// u16: the errno, 0 if the subscription is due.
    static let error = 8
    /// u8.
    static let type = 10
    /// u64: the number of bytes that can be read or written.
    static let byteCount = 16
    /// u16: see ``hangup``.
    static let flags = 24

    /// The only bit of the flags: the peer has hung up.
    static let hangup: UInt16 = 1 << 0
}

extension GuestRecord {
    /// Stores an event at a place within the record.
    @inline(__always)
    func store(_ event: Event, at place: Int) {
        store(event.userData, at: place &+ EventLayout.userData)
        // Errno, type and the padding behind them; flags likewise.
        let number = UInt64(event.error?.rawValue ?? 0)
        let typeShift = UInt64((EventLayout.type - EventLayout.error) * 8)
        store(number | UInt64(event.type.rawValue) &<< typeShift, at: place &+ EventLayout.error)
        store(event.byteCount, at: place &+ EventLayout.byteCount)
        store(UInt64(event.isHangup ? EventLayout.hangup : 0), at: place &+ EventLayout.flags)
    }
}
