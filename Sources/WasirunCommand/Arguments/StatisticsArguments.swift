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

    /// Options that can stand alone; the word behind any other is its value.
    static let flags: Set = [
        "--stats", "--env-inherit", "--non-blocking-stdio", "--print-listen", "--net", "--help", "--version",
    ]

    /// Spells `--stats=json` as `--stats-format=json`, which the parser of options knows: to it, an option either has a value or
    /// has none. What stands behind the module is the program's and stays.
    static func spelledOut(_ arguments: [String]) -> [String] {
        let short = "--stats="
        guard arguments.contains(where: { $0.hasPrefix(short) }) else { return arguments }
        var result = arguments
        var isValue = false
        for (index, argument) in arguments.enumerated() {
            if isValue {
                isValue = false
            } else if argument.hasPrefix(short) {
                result[index] = "--stats-format=" + argument.dropFirst(short.count)
            } else if argument.hasPrefix("--"), argument != "--" {
                isValue = !argument.contains("=") && !flags.contains(argument)
            } else {
                break
            }
        }
        return result
    }
}
