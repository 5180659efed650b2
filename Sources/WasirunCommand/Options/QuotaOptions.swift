import ArgumentParser

/// What the guest may leave behind.
struct QuotaOptions: ParsableArguments {
    @Option(
        name: .customLong("max-written"),
        help: ArgumentHelp(
            "How much the program may write to files, counted each time: 64M, 1G, 500000. Writing more fails with EDQUOT.",
            valueName: "size"))
    var written: String?

    @Option(
        name: .customLong("max-files"),
        help: ArgumentHelp(
            "How many files, directories and links the program may make. Making more fails with EDQUOT.", valueName: "n"))
    var files: UInt64?
}

extension QuotaOptions: ScannableOptions {
    static var rules: [OptionRule<QuotaOptions>] {
        [
            .optional("max-written") { $0.written = $1 },
            .optional("max-files") { $0.files = $1 },
        ]
    }
}
