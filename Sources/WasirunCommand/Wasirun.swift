import WASICore
import WASIRun

/// The command `wasirun`.
public enum Wasirun {
    /// Does what the process's arguments ask for, and ends the process.
    public static func main() -> Never {
        HostProcess.exit(run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Does what a command line asks for.
    ///
    /// - Returns: The exit code.
    static func run(_ arguments: [String]) -> Int32 {
        if let work = BackgroundWork(arguments) { return work.perform() }
        do throws(CommandFailure) {
            switch try Request(arguments, environment: EnvironmentVariable.inherited) {
            case .run(let plan): return try Runner(plan).run()
            case .inspect(let options): return try Inspector(options).run()
            case .replay(let plan): return try Replayer(plan).run()
            case .print(let text):
                StandardOutput.print(text)
                return 0
            }
        } catch {
            StandardError.print("wasirun: \(error.message)")
            return error.code.rawValue
        }
    }
}
