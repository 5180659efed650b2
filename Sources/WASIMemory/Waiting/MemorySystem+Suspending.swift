public import WASICore

extension MemorySystem: SuspendableSystem {
    /// Leaves the waiting to somebody else: for time, streams and sockets.
    ///
    /// Virtual time takes a guest that is suspended for one that waits, and one that could go on for one that runs.
    public func suspend(with waiter: any SystemWaiter) { self.waiter.leave(to: waiter) }
}

extension MountedSystem: SuspendableSystem {
    /// Leaves the waiting of all systems to somebody else, as far as they can.
    public func suspend(with waiter: any SystemWaiter) { for part in parts { part.suspendable?.suspend(with: waiter) } }
}

extension OverlaySystem: SuspendableSystem {
    /// Leaves the waiting of the system below to somebody else, if that can.
    public func suspend(with waiter: any SystemWaiter) { base.suspendable?.suspend(with: waiter) }
}
