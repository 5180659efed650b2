import Synchronization
import WASIWasmtime

/// One run of an executor, for whoever asked for it: what may be touched on any thread.
final class GuestTicket: Sendable {
    typealias Finish = @Sendable (Result<RunResult, RunError>) -> Void

    let command: WASICommand
    let module: PreparedModule
    /// What is called of the guest; `nil` if it is run as a program.
    let calls: CallQueue?

    private struct State {
        var finish: Finish?
        var reason: StopReason?
        var run: RunControl.Run?
        var worker: GuestWorker?
        /// The guest's place in its module's pool, until it begins.
        var slot: InstanceSlots.Slot?
    }

    private let state = Mutex(State())

    init(_ command: WASICommand, _ module: PreparedModule, _ calls: CallQueue? = nil) {
        self.command = command
        self.module = module
        self.calls = calls
    }

    /// Notes who is to be told of the result.
    ///
    /// - Returns: `false` if the run was stopped before.
    func expect(_ finish: @escaping Finish) -> Bool {
        state.withLock { state in
            guard state.reason == nil else { return false }
            state.finish = finish
            return true
        }
    }

    /// Tells the result. Only the first is told.
    func finish(_ result: Result<RunResult, RunError>) {
        let finish = state.withLock { state in
            defer {
                state.finish = nil
                state.run = nil
                state.worker = nil
            }
            return state.finish
        }
        finish?(result)
    }

    /// Notes the guest's place in its module's pool.
    func hold(_ slot: InstanceSlots.Slot) { state.withLock { $0.slot = slot } }

    /// Hands the place over.
    func takeSlot() -> InstanceSlots.Slot? {
        state.withLock { state in
            defer { state.slot = nil }
            return state.slot
        }
    }

    /// Gives the place back.
    func dropSlot() { _ = takeSlot() }

    /// Notes where the run is, and stops it if that has been asked for.
    func begin(_ run: RunControl.Run, on worker: GuestWorker) {
        let reason = state.withLock { state in
            state.run = run
            state.worker = worker
            return state.reason
        }
        if let reason { run.stop(reason) }
    }

    /// Stops the run, now or when it begins.
    func stop(_ reason: StopReason) {
        let run = state.withLock { state in
            if state.reason == nil { state.reason = reason }
            return state.run
        }
        run?.stop(reason)
    }

    /// Ends the waiting of the run's guest.
    func wake() { state.withLock { $0.worker }?.post(.wake(ObjectIdentifier(self))) }
}
