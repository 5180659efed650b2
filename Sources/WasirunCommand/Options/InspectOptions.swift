import ArgumentParser

/// The command line of `wasirun inspect [--json] module`.
struct InspectOptions: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wasirun inspect",
            abstract: "Shows what a module is and asks for.",
            discussion: """
                Runs nothing. A module whose file is called "inspect" is run as ./inspect.

                The JSON object has the keys file, bytes, form, kind, runnable, obstacle, name, imports, exports, memories, \
                functions, start, targetFeatures, sockets, producers, customSections, features and cached. null stands for \
                what is unknown or does not apply.
                """)
    }

    @Flag(name: .customLong("json"), help: "Print one JSON object instead of text.")
    var json = false

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp("Where to look for compiled code, as for a run.", valueName: "on|off|directory"))
    var cache = "on"

    @Argument(help: "A .wasm or .wat file, or \"-\" for standard input.")
    var module: String
}
