import WASIRun
import WASIWasmtime

/// Replays a recording as a plan says.
struct Replayer {
    let plan: ReplayPlan

    init(_ plan: ReplayPlan) { self.plan = plan }

    /// Replays it to its end, or prints what is in it.
    ///
    /// - Returns: The exit code: that of the recorded run, or 122 if the program has done something else.
    func run() throws(CommandFailure) -> Int32 {
        var command: WASICommand
        do throws(RunError) {
            if plan.showsInformation {
                StandardOutput.print(try RecordingInformation(plan.recording).text)
                return 0
            }
            command = try WASICommand(replaying: plan.recording, module: plan.module)
        } catch .moduleNotRecorded(let recording, let module) {
            throw CommandFailure(
                .notRunnable,
                RunError.moduleNotRecorded(recording, module: module).description + " with --module")
        } catch {
            throw CommandFailure(error)
        }
        return try run(&command)
    }

    private func run(_ command: inout WASICommand) throws(CommandFailure) -> Int32 {
        ProcessSignals.install()
        command.standardOutput = .inherit
        command.standardError = .inherit
        command.cache = plan.cache
        command.stopsOnSignals = true
        _ = HostProcess.raiseStackLimit()
        if StandardError.isTerminal { command.onCompilation = CompilationNotice(command.module.baseName).show }
        let trace = try plan.trace.map { (plan) throws(CommandFailure) in try command.show(plan) }
        defer { trace?.finish() }
        let statistics = try plan.statistics.map { (arguments) throws(CommandFailure) in try StatisticsOutput(arguments) }
        if let statistics {
            statistics.attach(to: &command)
            ProcessSignals.beforeEnding { statistics.write(nil) }
        }
        command.perf = plan.perf
        let profile = try plan.profile.map { (arguments) throws(CommandFailure) in try ProfileOutput(arguments) }
        if let profile {
            profile.attach(to: &command)
            ProcessSignals.beforeEnding { profile.write() }
        }
        let result: RunResult
        do throws(RunError) { result = try command.replay() } catch { throw CommandFailure(error) }
        if let divergence = result.divergence {
            StandardError.print("wasirun: \(divergence)")
        } else {
            for value in result.values { StandardOutput.print(value.description) }
            if case .trapped(let trap) = result.status { StandardError.print("wasirun: \(report(trap))") }
            if case .interrupted(let reason) = result.status {
                StandardError.print("wasirun: the program was stopped, as when it was recorded: \(reason)")
            }
        }
        statistics?.write(result.statistics)
        profile?.write()
        return result.divergence == nil ? result.status.processExitCode : WasirunExitCode.diverged.rawValue
    }
}
