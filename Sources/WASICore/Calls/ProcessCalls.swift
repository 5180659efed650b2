/// The guest as a process.
public protocol ProcessCalls: AnyObject {
    /// Told that the guest ends itself. The caller unwinds the guest afterwards.
    ///
    /// WASI: `proc_exit`. POSIX: `_exit`.
    func exit(_ code: ExitCode)

    /// Decides what a signal does that the guest raises for itself; the caller carries it out.
    ///
    /// - Throws: At least ``Errno/notSupported`` for a signal that the system does not have.
    ///
    /// WASI: `proc_raise`. POSIX: `raise`.
    func raise(_ signal: Signal) throws(Errno) -> SignalAction

    /// Lets other threads of the host run.
    ///
    /// WASI: `sched_yield`. POSIX: `sched_yield`.
    func yield() throws(Errno)
}
