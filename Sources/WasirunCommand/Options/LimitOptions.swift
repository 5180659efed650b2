import ArgumentParser

/// What the guest may use up.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .customLong("timeout"),
        help: ArgumentHelp(
            "Stop the program when it has run for this long, waiting included: 5s, 1.5m, 200ms, 2h.", valueName: "duration"))
    var timeout: String?

    @Option(
        name: .customLong("cpu-time"),
        help: ArgumentHelp("Stop the program when it has used this much processor time.", valueName: "duration"))
    var cpuTime: String?

    @Option(
        name: .customLong("fuel"),
        help: ArgumentHelp(
            "Stop the program when it has executed about this many instructions; the same for every run of it.",
            valueName: "n"))
    var fuel: UInt64?

    @Option(
        name: .customLong("max-memory"),
        help: ArgumentHelp(
            "How large the program's memory may become: 64M, 1G, 500000. Growing beyond fails.", valueName: "size"))
    var memory: String?

    @Option(
        name: .customLong("max-table-elements"),
        help: ArgumentHelp("How many elements a table of the program may come to have.", valueName: "n"))
    var tableElements: Int?

    @Option(
        name: .customLong("max-stack"),
        help: ArgumentHelp(
            "How much stack the program's calls may use, from 64K to 60M; 8M by default. A deeper recursion is a trap.",
            valueName: "size"))
    var stack: String?

    @Option(
        name: .customLong("max-output"),
        help: ArgumentHelp(
            "Stop the program when it wants to write more than this to standard output and standard error.",
            valueName: "size"))
    var output: String?
}

extension LimitOptions: ScannableOptions {
    static var rules: [OptionRule<LimitOptions>] {
        [
            .optional("timeout") { $0.timeout = $1 },
            .optional("cpu-time") { $0.cpuTime = $1 },
            .optional("fuel") { $0.fuel = $1 },
            .optional("max-memory") { $0.memory = $1 },
            .optional("max-table-elements") { $0.tableElements = $1 },
            .optional("max-stack") { $0.stack = $1 },
            .optional("max-output") { $0.output = $1 },
        ]
    }
}
