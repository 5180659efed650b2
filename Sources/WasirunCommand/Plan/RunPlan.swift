import WASICore
import WASIHost
import WASIRun
import WASIUnix
import WASIWasmtime

/// What a command line of `wasirun [options] module [arguments…]` asks for, understood and complete. Making one touches
/// nothing of the host.
struct RunPlan: Hashable {
    var module: ModuleSource
    /// The guest's arguments, its own name first.
    var arguments: [String]
    var environment: [EnvironmentVariable] = []
    var grants: [DirectoryGrant] = []
    /// Whether changes in the directories stay in memory.
    var overlaysDirectories = false
    var sockets = SocketArguments()
    /// Whether a line for each socket is printed when it is open.
    var printsSockets = false
    var network = NetworkPolicy.none
    var nameServers: [SocketAddress] = []
    var socketFunctions = SocketFunctions.auto
    var nonBlockingStandardStreams = false
    var maximumOpenFiles = DefaultLimits.openFiles
    var maximumOpenDirectories = DefaultLimits.openDirectories
    var invocation: Invocation?
    var compiler = CompilerChoice.auto
    var cache = CodeCache.user
    var limits = RunLimits()
    var wrappers = WrapperPlan()
    /// What is shown of the program's calls; `nil` for nothing.
    var trace: TracePlan?
    var statistics: StatisticsArguments?
    /// Where the run is recorded; `nil` for nowhere.
    var recording: RecordingArguments?
    var profile: ProfileArguments?
    /// What Linux `perf` is told of the program's code.
    var perf: PerfSupport?

    /// The call of an export.
    struct Invocation: Hashable {
        var export: String
        /// What stands for its parameters.
        var arguments: [String]
    }
}

extension RunPlan {
    /// Understands a command line. What a group of options says when it is not there is the properties' defaults; a test holds
    /// them against the options' own.
    ///
    /// - Parameters:
    ///   - process: The environment of this process, to inherit from.
    ///   - identifier: This process's number.
    /// - Throws: A failure that says which option cannot be followed, and why.
    init(
        _ given: GivenOptions, environment process: @autoclosure () -> [EnvironmentVariable], process identifier: Int32
    ) throws(CommandFailure) {
        module = try ModuleSource(argument: given.module)
        let rest = given.arguments.first == "--" ? Array(given.arguments.dropFirst()) : given.arguments
        arguments = [module.baseName] + rest
        if let options = given[SandboxOptions.self] { try add(options, process()) }
        if let options = given[NetworkOptions.self] {
            try add(options, SocketActivation(environment: process(), process: identifier))
        }
        if let options = given[EngineOptions.self] {
            if let export = options.export { invocation = Invocation(export: export, arguments: rest) }
            compiler = try CompilerChoice(argument: options.compiler)
            cache = try CodeCache(argument: options.cache)
        }
        if let options = given[LimitOptions.self] { limits = try RunLimits(options) }
        wrappers = try WrapperPlan(given[ExperimentOptions.self], given[QuotaOptions.self])
        if let options = given[TraceArguments.self] { trace = try TracePlan(options) }
        if let options = given[StatisticsOptions.self] { statistics = try StatisticsArguments(options) }
        if let options = given[ProfileOptions.self] {
            profile = try ProfileArguments(options)
            perf = try PerfSupport(options)
        }
    }

    private mutating func add(_ options: SandboxOptions, _ process: [EnvironmentVariable]) throws(CommandFailure) {
        if let name = options.programName { arguments[0] = name }
        environment = try [EnvironmentVariable](
            inherited: options.inheritsEnvironment, arguments: options.environment, from: process)
        for argument in options.directories { grants.append(try DirectoryGrant(argument: argument)) }
        overlaysDirectories = options.overlaysDirectories
        nonBlockingStandardStreams = options.nonBlockingStandardStreams
        maximumOpenFiles = try limit(options.maximumOpenFiles, option: "--max-open-files")
        maximumOpenDirectories = try limit(options.maximumOpenDirectories, option: "--max-open-dirs")
    }

    private mutating func add(_ options: NetworkOptions, _ activation: SocketActivation) throws(CommandFailure) {
        sockets = try SocketArguments(options, activation: activation)
        printsSockets = options.printsSockets
        network = try NetworkPolicy(options)
        for argument in options.nameServers { nameServers.append(try SocketAddress(nameServer: argument)) }
        socketFunctions = try SocketFunctions(argument: options.functions)
    }
}

/// Understands a limit, of which 0 means that there is none.
private func limit(_ number: Int, option: String) throws(CommandFailure) -> Int {
    guard number >= 0 else { throw .usage("\(option) \(number): the limit must be 0, for none, or more") }
    return number == 0 ? Int.max : number
}
