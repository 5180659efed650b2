import WASIMiddleware
import WASIRun
import WASIWasmtime

extension WASICommand {
    /// Shows the program's calls. What is put in front later measures the writing of the trace along with the calls.
    ///
    /// - Returns: Where they are shown, which is to be finished after the run.
    mutating func show(_ trace: TracePlan) throws(CommandFailure) -> TraceOutput {
        let output = try TraceOutput(trace.output)
        let waiting = TraceWaiting { line in output.write(line) }
        let clock = TraceClock(waiting)
        wrappers.append { [options = trace.options] system in
            // Until the system goes, with which the wrapper does.
            _ = clock
            return Tracer(options, waiting: waiting).wrapping(system)
        }
        ProcessSignals.beforeEnding { output.finish() }
        return output
    }
}
