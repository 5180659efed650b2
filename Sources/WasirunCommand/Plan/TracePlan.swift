import WASICore
import WASIMiddleware

/// What is to be shown of the program's calls, and where.
struct TracePlan: Hashable {
    var options: TraceOptions
    /// A file; `nil` for standard error.
    var output: String?

    /// Understands the options.
    ///
    /// - Returns: `nil` if nothing is to be shown. Whoever chooses calls or a file wants them shown.
    init?(_ arguments: TraceArguments) throws(CommandFailure) {
        options = TraceOptions()
        output = arguments.output
        guard let format = TraceOptions.Format(rawValue: arguments.format) else {
            throw .usage("--trace-format \"\(arguments.format.visible)\" is none of text, json and chrome")
        }
        options.format = format
        guard let time = TraceOptions.Time(rawValue: arguments.time) else {
            throw .usage("--trace-time \"\(arguments.time.visible)\" is none of none, relative, absolute and duration")
        }
        options.time = time
        guard arguments.stringSize >= 0 else {
            throw .usage("--trace-string-size \(arguments.stringSize): the size must be 0 or more")
        }
        options.stringSize = arguments.stringSize
        if let list = arguments.filter {
            do throws(TraceFilterError) {
                options.filter = try TraceFilter(list)
            } catch {
                throw .usage("--trace-filter: \(error.description.visible)")
            }
        }
        options.filter.onlyFailures = arguments.onlyFailures
        guard arguments.isWanted || arguments.filter != nil || arguments.onlyFailures || arguments.output != nil else {
            return nil
        }
    }
}
