import ArgumentParser

/// A group of options of a run, whatever its type.
struct OptionGroupRule {
    let type: any ScannableOptions.Type
    let shapes: [OptionShape]
    /// The group as the parser has filled it.
    let read: (RunOptions) -> any ScannableOptions
    /// Makes the group from the words of each of its options; `nil` if they are no values of the properties.
    let make: (ArraySlice<[String]>) -> (any ScannableOptions)?

    /// A group.
    ///
    /// - Parameter read: The property of the command.
    init<Group: ScannableOptions>(_ read: @escaping (RunOptions) -> Group) {
        let rules = Group.rules
        type = Group.self
        shapes = rules.map(\.shape)
        self.read = { read($0) }
        make = { words in
            var options = Group()
            for (rule, words) in zip(rules, words) {
                guard rule.apply(&options, words) else { return nil }
            }
            return options
        }
    }
}
