import WASIMiddleware
import WASIRun

extension WASICommand {
    /// Shows the program's calls. What is put in front later measures the writing of the trace along with the calls.
    mutating func show(_ trace: TracePlan) throws(CommandFailure) {
        let output = try TraceOutput(trace.output)
        var options = trace.options
        options.showsWaiting = output.isTerminal
        wrappers.append { [options] system in
            Tracer(options) { line in output.write(line) }.wrapping(system)
        }
    }
}
