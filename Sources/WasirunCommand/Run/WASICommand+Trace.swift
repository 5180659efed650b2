import WASIMiddleware
import WASIRun

extension WASICommand {
    /// Shows the program's calls. What is put in front later measures the writing of the trace along with the calls.
    mutating func show(_ trace: TracePlan) throws(CommandFailure) {
        let output = try TraceOutput(trace.output)
        let waiting = TraceWaiting { line in output.write(line) }
        let clock = TraceClock(waiting)
        wrappers.append { [options = trace.options] system in
            // Until the system goes, with which the wrapper does.
            _ = clock
            return Tracer(options, waiting: waiting).wrapping(system)
        }
    }
}
