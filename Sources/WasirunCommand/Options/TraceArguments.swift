import ArgumentParser
import WASIMiddleware

/// What is shown of the program's calls.
struct TraceArguments: ParsableArguments {
    @Flag(
        name: .customLong("trace"),
        help: ArgumentHelp("Show every call of the program as it returns; --trace=LIST shows those of --trace-filter LIST."))
    var isWanted = false

    @Option(
        name: .customLong("trace-filter"),
        help: ArgumentHelp(
            "Show only some calls: names with \"*\", families (sockets), \"fd=3\" or \"path=/data/*\", separated by commas; with \"!\", what not to show.",
            valueName: "list"))
    var filter: String?

    @Flag(name: .customLong("trace-failed"), help: "Show only calls that fail.")
    var onlyFailures = false

    @Option(
        name: .customLong("trace-output"),
        help: ArgumentHelp("Write the trace to a file instead of standard error.", valueName: "file"))
    var output: String?

    @Option(
        name: .customLong("trace-format"),
        help: ArgumentHelp(
            "How it is written: text, json (an object a line) or chrome (for chrome://tracing and Perfetto).",
            valueName: "form"))
    var format = "text"

    @Option(
        name: .customLong("trace-string-size"),
        help: ArgumentHelp("How many bytes of a buffer are shown.", valueName: "n"))
    var stringSize = 32

    @Option(
        name: .customLong("trace-time"),
        help: ArgumentHelp("What a line of text tells of time: none, relative, absolute or duration.", valueName: "time"))
    var time = "none"
}

extension TraceArguments: ScannableOptions {
    static var rules: [OptionRule<TraceArguments>] {
        [
            .flag("trace") { $0.isWanted = $1 },
            .optional("trace-filter") { $0.filter = $1 },
            .flag("trace-failed") { $0.onlyFailures = $1 },
            .optional("trace-output") { $0.output = $1 },
            .value("trace-format", "text") { $0.format = $1 },
            .value("trace-string-size", 32) { $0.stringSize = $1 },
            .value("trace-time", "none") { $0.time = $1 },
        ]
    }
}
