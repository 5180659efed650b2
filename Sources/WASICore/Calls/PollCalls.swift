/// Waiting.
public protocol PollCalls: AnyObject {
    /// Waits until at least one subscription is due, and reports all that are.
    ///
    /// A subscription that cannot be served (nothing open under the number, a missing right, a clock that the system does not
    /// have) is due at once, with an error; it does not make others due. Clocks are never early.
    ///
    /// Reading needs ``Rights/poll`` and ``Rights/read`` (or ``Rights/accept``), writing ``Rights/poll`` and ``Rights/write`` (or
    /// ``Rights/accept``: event loops ask a listening socket for both; it is never ready for writing).
    ///
    /// - Parameters:
    ///   - subscriptions: At least one.
    ///   - events: Has room for as many events as there are subscriptions; events are appended in the subscriptions' order.
    /// - Throws: At least ``Errno/invalidArgument`` without subscriptions, ``Errno/canceled`` when the system was interrupted.
    ///
    /// WASI: `poll_oneoff`. POSIX: `ppoll`.
    func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno)
}
