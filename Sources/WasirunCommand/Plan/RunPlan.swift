import WASICore
import WASIHost
import WASIRun
import WASIUnix

/// What a command line of `wasirun [options] module [arguments…]` asks for, understood and complete. Making one touches
/// nothing of the host.
struct RunPlan: Hashable {
    var module: ModuleSource
    /// The guest's arguments, its own name first.
    var arguments: [String]
    var environment: [EnvironmentVariable]
    var grants: [DirectoryGrant]
    var sockets: SocketArguments
    /// Whether a line for each socket is printed when it is open.
    var printsSockets: Bool
    var network: NetworkPolicy
    var nameServers: [SocketAddress]
    var socketFunctions: SocketFunctions
    var nonBlockingStandardStreams: Bool
    var maximumOpenFiles: Int
    var maximumOpenDirectories: Int
    var invocation: Invocation?
    var compiler: CompilerChoice
    var cache: CodeCache
    var limits = RunLimits()
    /// What is shown of the program's calls; `nil` for nothing.
    var trace: TracePlan?
    var statistics: StatisticsArguments?
    /// Where the run is recorded; `nil` for nowhere.
    var recording: RecordingArguments?

    /// The call of an export.
    struct Invocation: Hashable {
        var export: String
        /// What stands for its parameters.
        var arguments: [String]
    }
}

extension RunPlan {
    /// What a command line without options asks for: the parser of options need not be asked, which takes a fifth of a small
    /// program's whole run. A test holds it against what the parser makes of the same.
    init(module text: String, _ rest: [String]) throws(CommandFailure) {
        let module = try ModuleSource(argument: text)
        self.init(
            module: module, arguments: [module.baseName] + (rest.first == "--" ? Array(rest.dropFirst()) : rest),
            environment: [], grants: [], sockets: SocketArguments(), printsSockets: false, network: .none, nameServers: [],
            socketFunctions: .auto, nonBlockingStandardStreams: false, maximumOpenFiles: 1024, maximumOpenDirectories: 1024,
            invocation: nil, compiler: .auto, cache: .user)
    }

    /// Understands the options.
    ///
    /// - Parameters:
    ///   - process: The environment of this process, to inherit from.
    ///   - identifier: This process's number.
    /// - Throws: A failure that says which option cannot be followed, and why.
    init(
        _ options: RunOptions, environment process: [EnvironmentVariable], process identifier: Int32
    ) throws(CommandFailure) {
        module = try ModuleSource(argument: options.module)
        var rest = options.arguments
        if rest.first == "--" { rest.removeFirst() }
        arguments = [options.sandbox.programName ?? module.baseName] + rest
        environment = try [EnvironmentVariable](
            inherited: options.sandbox.inheritsEnvironment, arguments: options.sandbox.environment, from: process)
        grants = []
        for argument in options.sandbox.directories { grants.append(try DirectoryGrant(argument: argument)) }
        sockets = try SocketArguments(
            options.network, activation: SocketActivation(environment: process, process: identifier))
        printsSockets = options.network.printsSockets
        network = try NetworkPolicy(options.network)
        nameServers = []
        for argument in options.network.nameServers { nameServers.append(try SocketAddress(nameServer: argument)) }
        socketFunctions = try SocketFunctions(argument: options.network.functions)
        nonBlockingStandardStreams = options.sandbox.nonBlockingStandardStreams
        maximumOpenFiles = try limit(options.sandbox.maximumOpenFiles, option: "--max-open-files")
        maximumOpenDirectories = try limit(options.sandbox.maximumOpenDirectories, option: "--max-open-dirs")
        if let export = options.engine.export { invocation = Invocation(export: export, arguments: rest) }
        compiler = try CompilerChoice(argument: options.engine.compiler)
        cache = try CodeCache(argument: options.engine.cache)
        limits = try RunLimits(options.limits)
        trace = try TracePlan(options.trace)
        statistics = try StatisticsArguments(options.statistics)
    }
}

/// Understands a limit, of which 0 means that there is none.
private func limit(_ number: Int, option: String) throws(CommandFailure) -> Int {
    guard number >= 0 else { throw .usage("\(option) \(number): the limit must be 0, for none, or more") }
    return number == 0 ? Int.max : number
}
