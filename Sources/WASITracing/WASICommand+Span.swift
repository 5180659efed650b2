public import Tracing
public import WASIRun

extension WASICommand {
    /// Runs the program within a span, `wasi.run`, and waits for its end.
    ///
    /// The span is a child of the task's context. Its attributes are `wasi.program` (the module's name), `wasi.status` (such as
    /// `exited(0)`) and, of a program that has ended itself, `wasi.exit_code`. Its status is `error` if the program did not end
    /// with 0; a ``RunError`` is recorded in it.
    ///
    /// - Parameters:
    ///   - tracer: What makes the span.
    ///   - calls: Which calls get a span of their own, as children of it; `nil` for none.
    ///   - run: How it is run: ``WASICommand/run()`` unless said otherwise.
    /// - Throws: What `run` throws.
    public func runWithSpan(
        tracer: any Tracing.Tracer, calls: CallSpans.Choice? = nil,
        _ run: (WASICommand) throws(RunError) -> RunResult = { command throws(RunError) in try command.run() }
    ) throws(RunError) -> RunResult {
        let span = tracer.startSpan("wasi.run")
        defer { span.end() }
        span.updateAttributes { $0["wasi.program"] = programName ?? module.baseName }
        var command = self
        if let calls {
            let spans = CallSpans(tracer, of: calls, parent: span.context)
            command.wrappers.append { system in spans.wrap(system) }
        }
        do throws(RunError) {
            let result = try run(command)
            span.updateAttributes { attributes in
                attributes["wasi.status"] = result.status.description
                if case .exited(let code) = result.status { attributes["wasi.exit_code"] = Int64(code.rawValue) }
            }
            if !result.status.isSuccess {
                span.setStatus(SpanStatus(code: .error, message: result.status.description))
            }
            return result
        } catch {
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error, message: "\(error)"))
            throw error
        }
    }
}
