import WASICore

/// Where the fields of a subscription lie, in bytes. What precedes the clock's own fields never changed.
///
/// WASI: [`subscription`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#subscription).
struct SubscriptionLayout {
    let size: Int
    /// u32: the clock.
    let clock: Int
    /// u64.
    let timeout: Int
    /// u64.
    let precision: Int
    /// u16: see ``absolute``.
    let clockFlags: Int

    /// u64.
    static let userData = 0
    /// u8: the event's type.
    static let tag = 8
    /// u32.
    static let descriptor = 16

    /// The only bit of the clock's flags: the timeout is a point in time.
    static let absolute: UInt16 = 1 << 0

    /// 48 bytes.
    static var preview1: SubscriptionLayout {
        SubscriptionLayout(size: 48, clock: 16, timeout: 24, precision: 32, clockFlags: 40)
    }
}

extension Subscription {
    /// Reads a subscription.
    ///
    /// A clock that does not exist, or flags that do not, become a subscription that is due at once with an error, like a
    /// descriptor that is not open.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for an unknown type: there is no event that could report it.
    @inline(__always)
    init(_ record: GuestRecord, at place: Int, as layout: SubscriptionLayout) throws(Errno) {
        self.init(userData: record.load(place &+ SubscriptionLayout.userData), kind: .invalid(.invalidArgument, as: .clock))
        switch EventType(rawValue: record.load(place &+ SubscriptionLayout.tag)) {
        case .clock:
            let flags = record.load(place &+ layout.clockFlags, as: UInt16.self)
            guard let clock = Clock(rawValue: record.load(place &+ layout.clock)), flags & ~SubscriptionLayout.absolute == 0
            else { return }
            kind = .clock(
                clock, timeout: Timestamp(rawValue: record.load(place &+ layout.timeout)),
                precision: Timestamp(rawValue: record.load(place &+ layout.precision)),
                isAbsolute: flags & SubscriptionLayout.absolute != 0)
        case .read: kind = .read(Descriptor(rawValue: record.load(place &+ SubscriptionLayout.descriptor)))
        case .write: kind = .write(Descriptor(rawValue: record.load(place &+ SubscriptionLayout.descriptor)))
        case nil: throw .invalidArgument
        }
    }
}
