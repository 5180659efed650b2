import WASIMiddleware
import WASIRun

extension WASICommand {
    /// Shows the program's calls, in front of all other wrappers.
    mutating func show(_ trace: TracePlan) throws(CommandFailure) {
        let output = try TraceOutput(trace.output)
        var options = trace.options
        options.showsWaiting = output.isTerminal
        wrappers.append { [options] system in
            Tracer(options) { line in output.write(line) }.wrapping(system)
        }
    }
}
