import ArgumentParser

/// The command line of `wasirun replay [options] recording`.
struct ReplayOptions: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wasirun replay",
            abstract: "Runs a recorded program again, without its files and its network.",
            discussion: """
                Every call of the program is answered as it was when "wasirun record" wrote the recording, at once and in the same \
                order. What it writes to its standard streams is written again. The exit code is that of the recorded run.

                122 is the exit code if the program makes another call than was recorded, which is said with the call's number, \
                or if the recording ends before the program does. A module whose file is called "replay" is run as ./replay.
                """)
    }

    @Flag(name: .customLong("info"), help: "Run nothing; print what is in the recording.")
    var showsInformation = false

    @Option(
        name: .customLong("module"),
        help: ArgumentHelp(
            "The module, for a recording that was made without it: the same file, or \"-\" for standard input.",
            valueName: "module"))
    var module: String?

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp("Where compiled code is kept, as for a run.", valueName: "on|off|directory"))
    var cache = "on"

    @OptionGroup(title: "Options for seeing what it does") var trace: TraceArguments

    @OptionGroup(title: "Options for what is told of a run") var statistics: StatisticsOptions

    @OptionGroup(title: "Options for where its time goes") var profile: ProfileOptions

    @Argument(help: "The file of the recording.")
    var recording: String
}
