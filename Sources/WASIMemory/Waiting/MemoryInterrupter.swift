/// Ends the waiting of a ``MemorySystem`` from another thread.
///
/// The one thing of a system that may leave its thread.
public struct MemoryInterrupter: Sendable {
    let wakeup: Wakeup

    /// Makes the call that waits, and every later one that would wait, fail with ``WASICore/Errno/canceled``.
    ///
    /// Calls that need not wait go on working, except polls. There is no way back.
    public func interrupt() { wakeup.interrupt() }

    /// Whether ``interrupt()`` has been called.
    public var isInterrupted: Bool { wakeup.isInterrupted }
}
