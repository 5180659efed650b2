/// What a command line of a run says.
///
/// A group that none of its words is about need not be made: it costs the parser's types, which are expensive to begin with. What
/// a run is without the group is ``RunPlan``'s to say.
struct GivenOptions {
    var module: String
    /// All behind the module.
    var arguments: [String]
    /// For each of ``RunOptions/groups``, in its order.
    var groups: [(any ScannableOptions)?]

    init(module: String, arguments: [String], groups: [(any ScannableOptions)?]) {
        self.module = module
        self.arguments = arguments
        self.groups = groups
    }

    /// What the parser has understood.
    init(_ options: RunOptions, arguments: [String]) {
        self.init(module: options.module, arguments: arguments, groups: RunOptions.groups.map { $0.read(options) })
    }

    /// A group of options; `nil` if none of them is there.
    subscript<Group: ScannableOptions>(_ type: Group.Type) -> Group? {
        for case let group? in groups where Swift.type(of: group) == type { return group as? Group }
        return nil
    }
}
