import WASICore
import WASIUnix
import WASIWasmtime

/// What one run's calls reach.
struct GuestSystem {
    /// What the guest is given: the system behind streams, limits and wrappers.
    let front: any SystemInterface
    /// The system, if it is the real one and not one of the caller's own.
    let unix: UnixSystem?
    private let streams: RunStreams

    /// Makes the command's system, with what stands in front of it.
    init(_ command: WASICommand, guest: GuestInterrupter) throws(RunError) {
        streams = try RunStreams(command)
        var (front, unix, own) = try command.system(streams)
        if let maximumBytes = command.maximumOutputBytes {
            front = OutputLimit(front, maximumBytes: maximumBytes, guest: guest)
        }
        self.front = front
        self.unix = unix
        self.own = own
    }

    private let own: (any SuspendableSystem)?

    /// Has the system wait with something else than its thread, if it can.
    func suspend(with waiter: any SystemWaiter) { own?.suspend(with: waiter) }

    /// Adds to a result what the system knows of the run.
    func report(to result: inout RunResult) {
        result.refusal = unix?.firstRefusal
        result.hasMissedGrants = unix?.hasMissedGrants ?? false
        result.networkRefusal = unix?.firstNetworkRefusal
        streams.report(to: &result)
    }
}
