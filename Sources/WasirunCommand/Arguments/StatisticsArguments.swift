/// Which statistics are wanted, and where.
struct StatisticsArguments: Hashable {
    enum Format: String {
        case text, json
    }

    var format = Format.text
    /// The file; `nil` for standard error.
    var output: String?
}

extension StatisticsArguments {
    /// Understands the options; `nil` if none of them is there.
    init?(_ options: StatisticsOptions) throws(CommandFailure) {
        guard options.isWanted || options.format != nil || options.output != nil else { return nil }
        if let text = options.format {
            guard let format = Format(rawValue: text) else {
                throw .usage("--stats-format \(text): the format must be text or json")
            }
            self.format = format
        }
        output = options.output
    }
}
