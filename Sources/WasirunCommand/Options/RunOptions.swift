import ArgumentParser

/// The command line of a run: `wasirun [options] module [arguments…]`.
struct RunOptions: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "wasirun",
            abstract: "Runs WebAssembly programs for WASI preview 1.",
            usage: """
                wasirun [options] <module> [<arguments> ...]
                wasirun inspect [--json] <module>
                wasirun record -o <file> [options] <module> [<arguments> ...]
                wasirun replay [options] <file>
                """,
            discussion: """
                The program gets what the options grant it and nothing else: without options it reads and writes its \
                standard streams, and sees no directory, no environment and no network. Options come before the module; \
                everything behind it is the program's. "wasirun inspect" shows what a module is and asks for; "wasirun record" \
                writes down what a run is answered, and "wasirun replay" does the run again from that.

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

    @OptionGroup(title: "Options that bound the run") var limits: LimitOptions

    @OptionGroup(title: "Options that bound what it leaves behind") var quota: QuotaOptions

    @OptionGroup(title: "Options for repeatable runs and for faults") var experiment: ExperimentOptions

    @OptionGroup(title: "Options for seeing what it does") var trace: TraceArguments

    @OptionGroup(title: "Options for what is told of a run") var statistics: StatisticsOptions

    @OptionGroup(title: "Options for where its time goes") var profile: ProfileOptions

    @Argument(help: "The program: a .wasm or .wat file, or \"-\" for standard input.")
    var module: String

    // Everything behind the module is the program's, whatever it looks like.
    @Argument(parsing: .captureForPassthrough, help: "The program's arguments; one leading \"--\" is dropped.")
    var arguments: [String] = []
}

extension RunOptions {
    /// The groups of options declared above, in their order.
    static var groups: [OptionGroupRule] {
        [
            OptionGroupRule { $0.sandbox }, OptionGroupRule { $0.network }, OptionGroupRule { $0.engine },
            OptionGroupRule { $0.limits }, OptionGroupRule { $0.quota }, OptionGroupRule { $0.experiment },
            OptionGroupRule { $0.trace }, OptionGroupRule { $0.statistics }, OptionGroupRule { $0.profile },
        ]
    }
}
