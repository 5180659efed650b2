import Synchronization
public import WASIWasmtime

/// Stops runs from any thread.
///
/// ```swift
/// let control = RunControl()
/// command.control = control
/// // On another thread, at any time:
/// control.stop()
/// // The run ends within milliseconds, with the status .interrupted(.caller).
/// ```
///
/// It reaches a guest in its own code as well as in any host call: a poll, a read, an accept, a look-up. There is no way back: runs
/// that begin later end at once.
public final class RunControl: Sendable {
    /// Whether guests are stopped in their own code, too, for which compiled code carries checks that make it 1 to 12 % slower.
    ///
    /// Otherwise a guest that computes without end goes on until it makes a host call.
    public let reachesOwnCode: Bool

    private let state = Mutex(State())

    private struct State {
        var reason: StopReason?
        var runs: [ObjectIdentifier: Run] = [:]
    }

    /// What one run is stopped by.
    struct Run: Sendable {
        var guest: GuestInterrupter
        var system: SystemInterrupter?
        /// What ends a wait for which the guest holds no thread.
        var wake: (@Sendable () -> Void)?
    }

    /// Makes a control that has not stopped anything.
    ///
    /// - Parameter reachesOwnCode: See ``reachesOwnCode``.
    public init(reachesOwnCode: Bool = true) { self.reachesOwnCode = reachesOwnCode }

    /// Stops all that runs under this control. Only the first reason counts.
    public func stop(_ reason: StopReason = .caller) {
        state.withLock { state in
            guard state.reason == nil else { return }
            state.reason = reason
            for run in state.runs.values { run.stop(reason) }
        }
    }

    /// Why the runs were stopped; `nil` if they were not.
    public var reason: StopReason? { state.withLock { $0.reason } }

    /// Adds a run, which is stopped at once if the others have been.
    func add(_ run: Run) {
        state.withLock { state in
            state.runs[ObjectIdentifier(run.guest)] = run
            if let reason = state.reason { run.stop(reason) }
        }
    }

    /// Takes out a run that is over.
    func remove(_ run: Run) { state.withLock { state in _ = state.runs.removeValue(forKey: ObjectIdentifier(run.guest)) } }
}

extension RunControl.Run {
    /// Stops the guest, and the host call that it may be waiting in. In this order, so that the guest is not returned to.
    func stop(_ reason: StopReason) {
        guest.interrupt(reason)
        system?.interrupt()
        wake?()
    }
}
