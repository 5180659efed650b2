import WASIUnix
import WASIWasmtime

/// By what one run is stopped from outside: the caller's control, time, signals. They let go of it when this goes.
final class RunWatch {
    /// What is stopped.
    let run: RunControl.Run
    private let control: RunControl?
    private let stopsOnSignals: Bool
    private var timer: GuestTimer?

    /// Begins to watch. Before there is an instance, since a start section may not return.
    init(_ command: WASICommand, _ run: RunControl.Run, engine: WasmEngine) throws(RunError) {
        var timer: GuestTimer?
        if command.timeout != nil || command.cpuTime != nil {
            timer = GuestTimer(timeout: command.timeout, cpuTime: command.cpuTime) { reason in run.stop(reason) }
            guard timer != nil else { throw .system("there is no thread for the time limit") }
        }
        self.timer = timer
        self.run = run
        control = command.control
        stopsOnSignals = command.stopsOnSignals
        control?.add(run)
        if stopsOnSignals { ProcessSignals.watch(run.guest, engine: engine, wake: run.system?.signalDescriptor) }
    }

    /// Watches without time, which somebody else looks after.
    init(_ command: WASICommand, untimed run: RunControl.Run) {
        self.run = run
        control = command.control
        stopsOnSignals = false
        control?.add(run)
    }

    /// Ends the time: what is over is not interrupted any more.
    func stopTime() { timer = nil }

    deinit {
        control?.remove(run)
        if stopsOnSignals { ProcessSignals.forget() }
    }
}
