/// A system that can leave its waiting to somebody else, so that its guest holds no thread meanwhile.
///
/// ```swift
/// extension MySystem: SuspendableSystem {
///     func suspend(with waiter: any SystemWaiter) { self.waiter = waiter }
///
///     func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
///         // `arrived` calls `waiter.waker()` on whatever thread it happens.
///         while queue.isEmpty { try waiter.wait() }
///         return queue.take(into: &buffers)
///     }
/// }
/// ```
///
/// A wait is a plain call: it returns when there is something to look at, and everything that the system's method has done and knows is
/// where it was. The method is neither repeated nor begun anew, so that wrappers see one call, however often it had to wait.
///
/// While a system waits, other guests run on its thread: a lock that is held then stays locked for all of them. A guest always comes back
/// to the thread on which it began.
public protocol SuspendableSystem: SystemInterface {
    /// Has every later call that must wait do so with `waiter`. Called once, before the guest runs.
    func suspend(with waiter: any SystemWaiter)
}

/// What a system waits with.
///
/// Belongs to one guest, and is used on its thread, but for what ``waker`` gives.
public protocol SystemWaiter: AnyObject {
    /// Whether the present call can be suspended. Otherwise the system waits with its thread, as it would without a waiter: in the
    /// calls that are not expected to wait.
    var canSuspend: Bool { get }

    /// Waits until one of the host's descriptors is ready, ``waker`` was called or the deadline has passed. May return earlier: the
    /// caller looks what is the case, and waits again.
    ///
    /// - Parameters:
    ///   - interests: Each descriptor once. Empty for none.
    ///   - deadline: On the host's monotonic clock; `nil` for none.
    /// - Throws: ``Errno/canceled`` when the guest is to be stopped; also at once, when it is already.
    func wait(for interests: [HostInterest], until deadline: Timestamp?) throws(Errno)

    /// Ends the present wait or, if there is none, the next; to be called on any thread, at any time.
    var waker: @Sendable () -> Void { get }
}

extension SystemWaiter {
    /// Waits until ``waker`` was called.
    public func wait() throws(Errno) { try wait(for: [], until: nil) }
}
