/// Ends the waiting of a ``UnixSystem`` from another thread.
///
/// The one thing of a system that may leave its thread.
public struct Interrupter: Sendable {
    let wake: WakeDescriptor

    /// Makes the call that waits, and every later one that would wait, fail with ``WASICore/Errno/canceled``.
    ///
    /// Calls that need not wait go on working. There is no way back.
    public func interrupt() { wake.raise() }

    /// Whether ``interrupt()`` has been called.
    public var isInterrupted: Bool { wake.isRaised }

    /// For a signal handler, which cannot call ``interrupt()``: eight bytes written to this descriptor end the waiting, now and later.
    /// Valid as long as the interrupter is there.
    /// -1 if the process has no descriptor left.
    public var signalDescriptor: Int32 { (try? wake.writer()) ?? -1 }
}
