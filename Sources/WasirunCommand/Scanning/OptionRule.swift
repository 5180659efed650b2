import ArgumentParser

/// A group of options of which an accepted command line can be read without the parser.
///
/// The parser learns what the options are by reflection, anew for each process, which takes longer than a small program's run.
/// What this table accepts is therefore understood from it alone; help, completions, every message and whatever is spelled
/// unusually come from the parser, for which the properties are declared. ``OptionScanner`` decides which of the two it is.
protocol ScannableOptions: ParsableArguments {
    /// Every option of the group, once. A test holds them against the properties.
    static var rules: [OptionRule<Self>] { get }
}

/// What an option looks like and which property it fills.
struct OptionRule<Options> {
    let shape: OptionShape
    /// Fills the property with what the command line says, in order; with its default for nothing.
    ///
    /// - Returns: Whether the words are values of the property.
    let apply: (inout Options, [String]) -> Bool
}

/// What an option looks like.
struct OptionShape: Hashable {
    enum Kind { case flag, value, list }

    /// Without the two dashes.
    let name: String
    let kind: Kind
}

extension OptionRule {
    /// An option without a value: `false` unless it is there.
    static func flag(_ name: String, _ set: @escaping (inout Options, Bool) -> Void) -> OptionRule {
        OptionRule(shape: OptionShape(name: name, kind: .flag)) { options, words in
            set(&options, !words.isEmpty)
            return true
        }
    }

    /// An option with one value.
    ///
    /// - Parameter standard: What the property is without it.
    static func value<Value: ExpressibleByArgument>(
        _ name: String, _ standard: Value, _ set: @escaping (inout Options, Value) -> Void
    ) -> OptionRule {
        OptionRule(shape: OptionShape(name: name, kind: .value)) { options, words in
            guard let word = words.first else {
                set(&options, standard)
                return true
            }
            guard let value = Value(argument: word) else { return false }
            set(&options, value)
            return true
        }
    }

    /// An option with one value, whose property is `nil` without it.
    static func optional<Value: ExpressibleByArgument>(
        _ name: String, _ set: @escaping (inout Options, Value?) -> Void
    ) -> OptionRule {
        OptionRule(shape: OptionShape(name: name, kind: .value)) { options, words in
            let value = words.first.flatMap { Value(argument: $0) }
            set(&options, value)
            return words.isEmpty || value != nil
        }
    }

    /// An option that may be repeated, with a value each time.
    static func list(_ name: String, _ set: @escaping (inout Options, [String]) -> Void) -> OptionRule {
        OptionRule(shape: OptionShape(name: name, kind: .list)) { options, words in
            set(&options, words)
            return true
        }
    }
}
