import ArgumentParser

/// The command line of a run: `wasirun [options] module [arguments…]`.
struct RunOptions: ParsableCommand {
    /// Whether a script for a shell's completion may be asked for. The parser looks for that in every command line, which
    /// takes half a millisecond, a tenth of a small program's whole run; so it is only let where it will find it.
    @TaskLocal static var offersCompletion = false

    static var configuration: CommandConfiguration {
        var configuration = fullConfiguration
        // The parser takes what has a command above it for no command of its own. The name shows nowhere: our usage is written out.
        if !offersCompletion { configuration._superCommandName = "" }
        return configuration
    }

    private static var fullConfiguration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wasirun",
            abstract: "Runs WebAssembly programs for WASI preview 1.",
            usage: """
                wasirun [options] <module> [<arguments> ...]
                wasirun inspect [--json] <module>
                """,
            discussion: """
                The program gets what the options grant it and nothing else: without options it reads and writes its \
                standard streams, and sees no directory, no environment and no network. Options come before the module; \
                everything behind it is the program's. "wasirun inspect" shows what a module is and asks for.

                """ + exitCodes,
            version: "wasirun \(WasirunVersion.current)")
    }

    /// The table of the exit codes.
    private static var exitCodes: String {
        WasirunExitCode.allCases.reduce("\nExit codes besides the program's own:") { table, code in
            let number = String(code.rawValue)
            return table + "\n  " + String(repeating: " ", count: 3 - number.count) + number + "  " + code.explanation
        }
    }

    @OptionGroup(title: "Options for what the program gets") var sandbox: SandboxOptions

    @OptionGroup(title: "Options for the network") var network: NetworkOptions

    @OptionGroup(title: "Options for how it runs") var engine: EngineOptions

    @Argument(help: "The program: a .wasm or .wat file, or \"-\" for standard input.")
    var module: String

    // Everything behind the module is the program's, whatever it looks like.
    @Argument(parsing: .captureForPassthrough, help: "The program's arguments; one leading \"--\" is dropped.")
    var arguments: [String] = []
}
