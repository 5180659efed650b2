import ArgumentParser

/// How the module is made to run.
struct EngineOptions: ParsableArguments {
    @Option(
        name: .customLong("invoke"),
        help: ArgumentHelp(
            "Call this export instead of _start, after _initialize if there is one. The arguments become its parameters; what it returns is printed.",
            valueName: "name"))
    var export: String?

    @Option(
        name: .customLong("compiler"),
        help: ArgumentHelp(
            "Which compiler makes the code: winch is quick, cranelift makes faster code. \"auto\" starts quickly and leaves the faster code in the cache for later runs.",
            valueName: "auto|cranelift|winch"))
    var compiler = "auto"

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp(
            "Whether compiled code is kept, and where: \"on\" for the user's cache directory, or a directory's path.",
            valueName: "on|off|directory"))
    var cache = "on"
}

extension EngineOptions: ScannableOptions {
    static var rules: [OptionRule<EngineOptions>] {
        [
            .optional("invoke") { $0.export = $1 },
            .value("compiler", "auto") { $0.compiler = $1 },
            .value("cache", "on") { $0.cache = $1 },
        ]
    }
}
