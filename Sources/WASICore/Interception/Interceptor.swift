/// Sees every call that passes to a system, and can change or answer it: a tracer, statistics, a recorder, a replayer, faults.
///
/// ```swift
/// final class Counter: Interceptor {
///     var calls = 0
///
///     func intercept(
///         _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
///     ) throws(Errno) -> SystemValue {
///         calls += 1
///         return try proceed()
///     }
/// }
///
/// let counter = Counter()
/// let system = InterceptedSystem(base, by: counter)
/// ```
///
/// Used on the thread that runs the guest, one call at a time.
public protocol Interceptor: AnyObject {
    /// Is called instead of the system.
    ///
    /// - Parameters:
    ///   - call: The call. Before `proceed` its buffers hold what a write moves, afterwards what a read has brought.
    ///   - proceed: Makes the call. To be called once, or not at all to answer the call instead: bytes then belong into the
    ///     call's buffers, events into ``answerPoll(into:)`` and entries into ``answerListing(_:)``.
    /// - Returns: What the guest gets, of the kind that `proceed` returns for this call; of another kind, the call fails with
    ///   ``Errno/ioError``.
    /// - Throws: What the guest gets instead. Calls that cannot fail bring nothing then.
    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue

    /// Shows the events that a poll reports, before `proceed` returns. Default: ignored.
    func polled(_ events: Span<Event>)

    /// Shows an entry of a listing before the guest gets it, before `proceed` returns. Default: ignored.
    func visited(_ entry: borrowing DirectoryEntry)

    /// Brings the events of a poll that ``intercept(_:_:)`` has answered itself. Default: none.
    func answerPoll(into events: inout OutputSpan<Event>)

    /// Brings the entries of a listing that ``intercept(_:_:)`` has answered itself, until `visit` returns `false`. Default: none.
    func answerListing(_ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool) throws(Errno)
}

extension Interceptor {
    @inlinable public func polled(_ events: Span<Event>) {}
    @inlinable public func visited(_ entry: borrowing DirectoryEntry) {}
    @inlinable public func answerPoll(into events: inout OutputSpan<Event>) {}
    @inlinable public func answerListing(_ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool) throws(Errno) {}
}
