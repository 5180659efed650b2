import ArgumentParser

/// The command line of `wasirun record -o file [options] module [arguments…]`.
struct RecordOptions: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wasirun record",
            abstract: "Runs a program and records it, so that it can be replayed.",
            usage: "wasirun record -o <file> [options] <module> [<arguments> ...]",
            discussion: """
                The recording holds the module and all that the program is told: its arguments and environment, what it reads from \
                files and from the network, times, random bytes. "wasirun replay" runs the program again from that alone. The file \
                is readable for its owner only. One that is there is replaced when the program begins.

                All options of a run can be given as well; the exit codes are those of a run. 125 says also that the recording \
                could not be written to its end. A module whose file is called "record" is run as ./record.
                """)
    }

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file for the recording.", valueName: "file"))
    var output: String

    @Flag(
        name: .customLong("without-module"),
        help: "Record only the module's SHA-256; the replay has to be given the module with --module.")
    var leavesModuleOut = false

    @OptionGroup var run: RunOptions
}
