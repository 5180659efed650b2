import ArgumentParser

/// What is told of where the program spends its time.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp(
            "Write where the program has spent its time to a file: a flame graph for FILE.svg, a profile for profiler.firefox.com for FILE.json, and for anything else one that go tool pprof reads (compressed, unless it is FILE.pb).",
            valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("profile-rate"),
        help: ArgumentHelp(
            "How many times a second the program is looked at for a profile, up to 10000; 1000 by default.", valueName: "n"))
    var rate: Int?

    @Option(
        name: .customLong("pprof-addr"),
        help: ArgumentHelp(
            "Serve profiles of the program while it runs, at http://ADDRESS/debug/pprof/ as go tool pprof asks for them. Only this machine is served unless the address has a host: HOST:PORT, :PORT, port 0 for any.",
            valueName: "address"))
    var address: String?

    @Flag(
        name: .customLong("perf"),
        help: ArgumentHelp(
            "Tell Linux perf the names of the program's functions, in /tmp/perf-PID.map; --perf=jitdump in jit-PID.dump here, with the code, for perf inject --jit."
        ))
    var tellsPerf = false

    @Option(
        name: .customLong("perf-format"),
        help: ArgumentHelp("The form of what perf is told; implies --perf.", valueName: "map|jitdump"))
    var perfFormat: String?
}

extension ProfileOptions: ScannableOptions {
    static var rules: [OptionRule<ProfileOptions>] {
        [
            .optional("profile") { $0.file = $1 },
            .optional("profile-rate") { $0.rate = $1 },
            .optional("pprof-addr") { $0.address = $1 },
            .flag("perf") { $0.tellsPerf = $1 },
            .optional("perf-format") { $0.perfFormat = $1 },
        ]
    }
}
