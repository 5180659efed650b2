/// Reads command lines as they are commonly written: `--name value`, `--name=value` and `--name` in front of the module.
///
/// It never refuses one. What it does not know, be it wrong or only unusual, is for the parser to judge.
enum OptionScanner {
    /// Understands a command line of a run.
    ///
    /// - Returns: The options, as the parser would have filled them; `nil` to have the parser asked.
    static func options(_ arguments: [String]) -> GivenOptions? {
        let groups = RunOptions.groups
        let shapes = groups.flatMap(\.shapes)
        var words = [[String]](repeating: [], count: shapes.count)
        var rest = arguments[...]
        while let word = rest.first, word.utf8.starts(with: "--".utf8) {
            rest.removeFirst()
            let (name, value) = parts(of: word)
            guard let index = shapes.firstIndex(where: { $0.name == name }) else { return nil }
            let shape = shapes[index]
            // Whether the first or the last of two counts is the parser's to say.
            guard shape.kind == .list || words[index].isEmpty else { return nil }
            switch (shape.kind, value) {
            case (.flag, nil): words[index].append("")
            case (.flag, .some): return nil
            case (_, let value?): words[index].append(value)
            case (_, nil):
                guard let next = rest.popFirst(), !next.utf8.starts(with: "-".utf8) else { return nil }
                words[index].append(next)
            }
        }
        guard let module = rest.popFirst(), !module.isEmpty, module == "-" || !module.utf8.starts(with: "-".utf8) else {
            return nil
        }
        var given = GivenOptions(module: module, arguments: Array(rest), groups: [])
        var first = 0
        for group in groups {
            let own = words[first..<first + group.shapes.count]
            first += group.shapes.count
            if own.allSatisfy(\.isEmpty) {
                given.groups.append(nil)
            } else {
                guard let options = group.make(own) else { return nil }
                given.groups.append(options)
            }
        }
        return given
    }

    /// The name of an option, and the value behind `=`, which must not be empty.
    private static func parts(of word: String) -> (name: Substring, value: String?) {
        guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (word.dropFirst(2), nil) }
        let spelled = OptionSpelling.spelledOut(word)
        let sign = spelled.utf8.firstIndex(of: UInt8(ascii: "=")) ?? equals
        let value = spelled[spelled.utf8.index(after: sign)...]
        // An option's name is never empty, so that nothing matches this.
        return value.isEmpty ? ("", nil) : (spelled[..<sign].dropFirst(2), String(value))
    }
}

/// Options whose value may be left out, which the parser does not know: with a value, they are short for another one.
enum OptionSpelling {
    private static let pairs = [
        ("--trace=", "--trace-filter="), ("--stats=", "--stats-format="), ("--perf=", "--perf-format="),
        ("--deterministic=", "--deterministic-seed="),
    ]

    /// A word of the command line with the other option's name.
    static func spelledOut(_ word: String) -> String {
        for (short, long) in pairs where word.hasPrefix(short) { return long + word.dropFirst(short.count) }
        return word
    }
}
