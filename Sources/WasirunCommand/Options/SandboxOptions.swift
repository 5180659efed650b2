import ArgumentParser
import WASICore

/// What the guest gets of the host.
struct SandboxOptions: ParsableArguments {
    @Option(
        name: .customLong("dir"),
        help: ArgumentHelp(
            "Grant a directory and all that is below it, under its own name or as GUEST; with \":ro\", for reading only. Repeatable; the program sees the directories in this order.",
            valueName: "host[::guest][:ro]"))
    var directories: [String] = []

    @Flag(
        name: .customLong("overlay"),
        help:
            "Keep what the program changes in its directories in memory: it sees its changes, the directories stay as they are, and at the end the changes are gone."
    )
    var overlaysDirectories = false

    @Option(
        name: .customLong("env"),
        help: ArgumentHelp(
            "Set an environment variable, instead of an inherited one of this name; without a value, inherit it. Repeatable.",
            valueName: "name[=value]"))
    var environment: [String] = []

    @Flag(name: .customLong("env-inherit"), help: "Inherit the whole environment.")
    var inheritsEnvironment = false

    @Option(
        name: .customLong("argv0"), help: ArgumentHelp("The name that the program is told as its own.", valueName: "name"))
    var programName: String?

    @Flag(
        name: .customLong("non-blocking-stdio"),
        help: "Let reads and writes of the standard streams fail with EAGAIN instead of waiting.")
    var nonBlockingStandardStreams = false

    @Option(
        name: .customLong("max-open-files"),
        help: ArgumentHelp(
            "How many descriptors the program may have open; 0 for as many as the host allows.", valueName: "n")
    )
    var maximumOpenFiles = DefaultLimits.openFiles

    @Option(
        name: .customLong("max-open-dirs"),
        help: ArgumentHelp("How many directories the program may be listing at a time; 0 for any number.", valueName: "n"))
    var maximumOpenDirectories = DefaultLimits.openDirectories
}

extension SandboxOptions: ScannableOptions {
    static var rules: [OptionRule<SandboxOptions>] {
        [
            .list("dir") { $0.directories = $1 },
            .flag("overlay") { $0.overlaysDirectories = $1 },
            .list("env") { $0.environment = $1 },
            .flag("env-inherit") { $0.inheritsEnvironment = $1 },
            .optional("argv0") { $0.programName = $1 },
            .flag("non-blocking-stdio") { $0.nonBlockingStandardStreams = $1 },
            .value("max-open-files", DefaultLimits.openFiles) { $0.maximumOpenFiles = $1 },
            .value("max-open-dirs", DefaultLimits.openDirectories) { $0.maximumOpenDirectories = $1 },
        ]
    }
}
