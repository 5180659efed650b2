import ArgumentParser
import WASICore

/// What a command line asks for.
enum Request {
    /// To run a module.
    case run(RunPlan)
    /// To look into a module.
    case inspect(InspectOptions)
    /// To replay what was recorded.
    case replay(ReplayPlan)
    /// To print this, and no more: the help or the version.
    case print(String)

    /// Understands a command line.
    ///
    /// - Parameters:
    ///   - arguments: The arguments without the program's name.
    ///   - environment: The environment of this process, which `--env` can inherit from.
    ///   - process: This process's number, by which sockets are handed over to it.
    /// - Throws: A failure with ``WasirunExitCode/usage`` for what cannot be understood.
    init(
        _ arguments: [String], environment: @autoclosure () -> [EnvironmentVariable], process: Int32 = HostProcess.identifier
    ) throws(CommandFailure) {
        // Only as the first word, so that no other use of the name can be mistaken for it.
        if arguments.first == "inspect" {
            switch try parse(InspectOptions.self, Array(arguments.dropFirst())) {
            case .options(let options): self = .inspect(options)
            case .text(let text): self = .print(text)
            }
            return
        }
        if arguments.first == "record" {
            let words = Array(arguments.dropFirst())
            switch try parse(RecordOptions.self, words.map(OptionSpelling.spelledOut)) {
            case .options(let options):
                let given = GivenOptions(
                    options.run, arguments: Array(words.suffix(options.run.arguments.count)))
                var plan = try RunPlan(given, environment: environment(), process: process)
                plan.recording = RecordingArguments(options)
                self = .run(plan)
            case .text(let text): self = .print(text)
            }
            return
        }
        if arguments.first == "replay" {
            switch try parse(ReplayOptions.self, arguments.dropFirst().map(OptionSpelling.spelledOut)) {
            case .options(let options): self = .replay(try ReplayPlan(options))
            case .text(let text): self = .print(text)
            }
            return
        }
        if let given = OptionScanner.options(arguments) {
            self = .run(try RunPlan(given, environment: environment(), process: process))
            return
        }
        switch try parse(RunOptions.self, arguments.map(OptionSpelling.spelledOut)) {
        case .options(let options):
            // What is the program's stays as it was.
            let rest = Array(arguments.suffix(options.arguments.count))
            self = .run(
                try RunPlan(GivenOptions(options, arguments: rest), environment: environment(), process: process))
        case .text(let text): self = .print(text)
        }
    }
}

/// What the parser of options makes of a command line.
private enum Parsed<Options> {
    case options(Options)
    case text(String)
}

private func parse<Options: ParsableCommand>(
    _ type: Options.Type, _ arguments: [String]
) throws(CommandFailure) -> Parsed<Options> {
    do {
        if let options = try Options.parseAsRoot(arguments) as? Options { return .options(options) }
        return .text(Options.helpMessage())
    } catch {
        if Options.exitCode(for: error) == .success { return .text(Options.fullMessage(for: error)) }
        let help = Options.configuration.commandName ?? "wasirun"
        throw .usage("\(sentence(Options.message(for: error))) (see \(help) --help)")
    }
}

/// A message of the parser in the form of our own: it begins with a small letter and has no full stop.
private func sentence(_ message: String) -> String {
    var text = message.first.map { $0.lowercased() + message.dropFirst() } ?? message
    while text.hasSuffix(".") || text.hasSuffix("\n") { text.removeLast() }
    return text
}
