import WASICore
import WASIMiddleware
import WASIUnix
import WASIWasmtime

/// What one run's calls reach.
struct GuestSystem {
    /// What the guest is given: the system behind streams, limits and wrappers.
    private(set) var front: any SystemInterface
    /// The system, if it is the real one and not one of the caller's own.
    let unix: UnixSystem?
    /// What ends the waiting of the system's calls; `nil` for a system of the caller's own that none is known of.
    let interrupter: SystemInterrupter?
    private let streams: RunStreams
    private let recording: GuestRecording?
    private let replay: GuestReplay?
    private let own: (any SuspendableSystem)?

    /// Makes the command's system, with what stands in front of it.
    ///
    /// - Parameter recording: What records the run, if anything.
    init(_ command: WASICommand, _ recording: GuestRecording?) throws(RunError) {
        streams = try RunStreams(command)
        self.recording = recording
        if let replayed = command.replayed {
            let replay = try GuestReplay(replayed.path, streams)
            front = command.wrappers.reduce(replay.system) { $1($0) }
            unix = nil
            interrupter = .unix(replay.interrupter)
            own = nil
            self.replay = replay
        } else {
            (front, unix, interrupter, own) = try command.system(streams, recording)
            replay = nil
        }
    }

    /// Begins with what is better left until the module is there: a recording takes the place of an earlier one.
    mutating func begin(_ command: WASICommand, _ guest: GuestInterrupter) throws(RunError) {
        if let recording { front = try recording.begin(front, guest) }
        if let maximumBytes = command.maximumOutputBytes {
            front = OutputLimit(front, maximumBytes: maximumBytes, guest: guest)
        }
        replay?.begin(guest)
    }

    /// Has the system wait with something else than its thread, if it can.
    func suspend(with waiter: any SystemWaiter) { own?.suspend(with: waiter) }

    /// Adds to a result what the system knows of the run.
    func report(to result: inout RunResult) {
        result.refusal = unix?.firstRefusal
        result.hasMissedGrants = unix?.hasMissedGrants ?? false
        result.networkRefusal = unix?.firstNetworkRefusal
        result.recordingFailure = recording?.finish(result.status)
        result.divergence = replay?.finish(result.status)
        streams.report(to: &result)
    }
}
