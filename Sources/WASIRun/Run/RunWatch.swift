import WASIWasmtime

/// By what one run is stopped and seen from outside: the caller's control, time, signals, a profiler. They let go of it when this goes.
final class RunWatch {
    /// What is stopped.
    let run: RunControl.Run
    private let control: RunControl?
    private let stopsOnSignals: Bool
    private let profiler: RunProfiler?
    private var timer: GuestTimer?
    private let relay: SignalRelay?

    /// Begins to watch. Before there is an instance, since a start section may not return.
    init(_ command: WASICommand, _ run: RunControl.Run, _ module: PreparedModule) throws(RunError) {
        var timer: GuestTimer?
        if command.timeout != nil || command.cpuTime != nil {
            timer = GuestTimer(timeout: command.timeout, cpuTime: command.cpuTime) { reason in run.stop(reason) }
            guard timer != nil else { throw .system("there is no thread for the time limit") }
        }
        try command.profiler?.attach(run.guest, module.linked.module, command.module)
        profiler = command.profiler
        self.timer = timer
        self.run = run
        control = command.control
        stopsOnSignals = command.stopsOnSignals
        control?.add(run)
        relay = stopsOnSignals ? run.system.map(SignalRelay.init) : nil
        if stopsOnSignals { ProcessSignals.watch(run.guest, engine: module.engine, wake: relay?.descriptor) }
    }

    /// Watches without time and profiles: somebody else looks after the one, and there are none of the other.
    init(_ command: WASICommand, untimed run: RunControl.Run) {
        self.run = run
        control = command.control
        stopsOnSignals = false
        profiler = nil
        relay = nil
        control?.add(run)
    }

    /// Notes the instance.
    func observe(_ instance: WasmInstance) { profiler?.observe(instance) }

    /// Ends the time: what is over is not interrupted any more, and its profile is complete.
    func stopTime() {
        timer = nil
        profiler?.detach()
    }

    deinit {
        control?.remove(run)
        profiler?.detach()
        if stopsOnSignals { ProcessSignals.forget() }
    }
}
