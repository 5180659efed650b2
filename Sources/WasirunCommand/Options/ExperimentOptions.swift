import ArgumentParser

/// Runs that come out the same, and runs that are made difficult.
struct ExperimentOptions: ParsableArguments {
    @Flag(
        name: .customLong("deterministic"),
        help: ArgumentHelp(
            "Let the same run come out the same: time that goes on by itself from 2020 on, randomness of a seed, sorted listings, numbers and times of files that are not the host's; --deterministic=SEED chooses the seed."
        ))
    var isDeterministic = false

    @Option(
        name: .customLong("deterministic-seed"),
        help: ArgumentHelp("The seed of the randomness; implies --deterministic.", valueName: "n"))
    var seed: String?

    @Option(
        name: .customLong("chaos"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Make faults that follow from a seed, such as seed=42,rate=0.01,faults=short+errno,calls=fd_*: faults are errno, short, latency, eintr and drop; calls are those of --trace-filter, with + between them; also fds=3+4, errno=EIO+ENOSPC, latency=1ms-20ms, skip=N calls, max=N faults. Repeatable: each is a rule.",
            valueName: "settings"))
    var chaos: [String] = []

    @Option(
        name: .customLong("chaos-log"),
        help: ArgumentHelp("Write a line for each fault to this file; implies --chaos.", valueName: "file"))
    var chaosLog: String?
}

extension ExperimentOptions: ScannableOptions {
    static var rules: [OptionRule<ExperimentOptions>] {
        [
            .flag("deterministic") { $0.isDeterministic = $1 },
            .optional("deterministic-seed") { $0.seed = $1 },
            .list("chaos") { $0.chaos = $1 },
            .optional("chaos-log") { $0.chaosLog = $1 },
        ]
    }
}
