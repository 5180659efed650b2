import ArgumentParser

/// What is told of a run when it is over.
struct StatisticsOptions: ParsableArguments {
    @Flag(
        name: .customLong("stats"),
        help: ArgumentHelp(
            "At the end, print the program's calls with their number, errors and time, the bytes through each descriptor, how long everything took, and memory; --stats=json prints the same as JSON."
        ))
    var isWanted = false

    @Option(
        name: .customLong("stats-format"),
        help: ArgumentHelp("The form of the statistics; implies --stats.", valueName: "text|json"))
    var format: String?

    @Option(
        name: .customLong("stats-output"),
        help: ArgumentHelp(
            "Write the statistics to this file instead of standard error; implies --stats.", valueName: "file"))
    var output: String?
}

extension StatisticsOptions: ScannableOptions {
    static var rules: [OptionRule<StatisticsOptions>] {
        [
            .flag("stats") { $0.isWanted = $1 },
            .optional("stats-format") { $0.format = $1 },
            .optional("stats-output") { $0.output = $1 },
        ]
    }
}
