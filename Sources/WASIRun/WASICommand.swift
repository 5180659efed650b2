public import WASICore
public import WASIHost
public import WASIMemory
public import WASIUnix
public import WASIWasmtime

/// A module and what it is given, ready to run.
///
/// ```swift
/// var command = WASICommand("greet.wasm")
/// command.arguments = ["--name", "Ada"]
/// command.grants = [.readOnly("./assets", as: "/assets")]
/// command.standardOutput = .collect(limit: 64 << 10)
///
/// let result = try command.run()
/// print(result.status)    // exited(0)
/// print(result.output)    // Hello, Ada!
/// ```
///
/// A command is given nothing that is not set here: no file, no variable, no network, and `/dev/null` for its standard streams.
/// Compiled code is kept in the user's cache directory, so that only the first run of a module has to wait for a compiler.
///
/// **More control.** ``makeSystem`` replaces or wraps what the program's calls reach: everything that it does to the outside
/// passes through the system. A module that is prepared can import functions of your own: ``ModuleOptions/hostFunctions``. Several
/// calls of one instance, and its memory, are for ``instance()``. For more than that, use what this type is made of:
/// ``WASIWasmtime/ModuleLoader``, ``WASIHost/Preview1`` and ``WASIWasmtime/WasmInstance``.
///
/// **Threads.** A run uses the thread that calls ``run()`` until the program ends, and needs ``maximumStackBytes`` and a little
/// more of its stack. A command is a value: the same one can run any number of times, also on several threads at once.
public struct WASICommand: Sendable {
    /// The module.
    public var module: ModuleSource
    /// The program's arguments, without its name. Default: none.
    public var arguments: [String] = []
    /// What the program is told as its own name. Default: the last component of the module's path.
    public var programName: String?
    /// The environment, in order. Default: empty. `EnvironmentVariable.inherited` is that of this process.
    public var environment: [EnvironmentVariable] = []
    /// The directories that the program may use, in order. Default: none.
    public var grants: [DirectoryGrant] = []
    /// Sockets that the program is given, open when it starts; they get the descriptors behind the directories, in order. Default:
    /// none. ``onSocketsOpened`` tells their ports.
    public var sockets: [SocketGrant] = []
    /// What the program may reach with sockets that it makes itself. Default: nothing.
    public var network = NetworkPolicy.none
    /// The name servers that the program's look-ups are sent to. Default: none, which means the host's own resolver.
    public var nameServers: [SocketAddress] = []
    /// Which socket calls the program finds beyond those of preview 1. Default: ``WASIHost/SocketFunctions/auto``, all of
    /// WasmEdge's; what they may reach is for ``network`` to say.
    public var socketFunctions = SocketFunctions.auto
    /// The program's standard input. Default: `/dev/null`.
    public var standardInput = StandardInput.null
    /// The program's standard output. Default: `/dev/null`.
    public var standardOutput = StandardOutput.null
    /// The program's standard error. Default: `/dev/null`.
    public var standardError = StandardOutput.null
    /// Whether reads and writes of the standard streams fail with ``WASICore/Errno/resourceTemporarilyUnavailable`` instead of
    /// waiting. Default: `false`.
    public var nonBlockingStandardStreams = false
    /// How many descriptors the program may have open. Default: 1024.
    public var maximumOpenFiles = DefaultLimits.openFiles
    /// How many directories the program may be listing at a time. Default: 1024.
    public var maximumOpenDirectories = DefaultLimits.openDirectories
    /// Which compiler makes the module's code. Default: ``CompilerChoice/auto``.
    public var compiler = CompilerChoice.auto
    /// Where compiled code is kept. Default: in the user's cache directory.
    public var cache = CodeCache.user
    /// How much of the thread's stack the program's code can use, in bytes; more than that traps. Default: 1 MiB.
    public var maximumStackBytes = 1 << 20

    /// How long the program may run, waiting included, from its start; the time that a compiler takes is not counted. Default: any
    /// time. A run that reaches it ends with ``WASIWasmtime/StopReason/timeout``.
    public var timeout: Duration?
    /// How much processor time the program may use. Default: any. A run that reaches it ends with
    /// ``WASIWasmtime/StopReason/cpuTime``.
    public var cpuTime: Duration?
    /// How much the program may compute, in the engine's units, of which most instructions take one. The same program with the same
    /// input always takes the same. Default: any amount. A run that reaches it ends with ``WASIWasmtime/StopReason/fuel``.
    public var fuel: UInt64?
    /// How large each of the program's memories may become, in bytes. Growing beyond fails, which programs see as a lack of memory;
    /// one that needs more from the start is refused. Default: what the module declares.
    public var maximumMemoryBytes: Int?
    /// How many elements each of the program's tables may come to have. Default: what the module declares.
    public var maximumTableElements: Int?
    /// How many bytes the program may write to standard output and standard error together. Default: any number. A write that would
    /// exceed it is not carried out and ends the run with ``WASIWasmtime/StopReason/output``.
    public var maximumOutputBytes: Int?
    /// What stops the program from other threads. Default: nothing.
    public var control: RunControl?

    /// Whether the signals that ``WASIWasmtime/ProcessSignals`` has taken over stop this command's program. Default: `false`. For a
    /// process that runs one program, such as a command-line tool.
    public var stopsOnSignals = false

    /// Makes what the program's calls reach. Default: a ``WASIUnix/UnixSystem``. Of any other system, nobody is told what it has
    /// refused or opened. Limits of time and ``control`` end the waiting of this package's systems, also behind a forwarding or an
    /// intercepted one; a call that waits in a system of your own ends when it returns.
    ///
    /// ```swift
    /// command.makeSystem = { configuration in FixedEntropy(try UnixSystem(configuration)) }
    /// ```
    public var makeSystem: (@Sendable (UnixConfiguration) throws -> any SystemInterface)?

    /// Put in front of the system, in this order: the first is closest to it, and the last sees a call first. Default: none.
    ///
    /// ```swift
    /// command.wrappers = [{ system in system.intercepted(by: Counter()) }]
    /// ```
    ///
    /// Unlike with ``makeSystem``, what the system itself has refused or opened is told all the same.
    public var wrappers: [@Sendable (any SystemInterface) -> any SystemInterface] = []

    /// Where the run is recorded, for a replay. Default: nowhere.
    public var recording: RunRecording?

    /// The recording that answers the program's calls instead of a system.
    var replayed: ReplayedRun?
    /// What tells where the program spends its time. Default: nothing.
    public var profiler: RunProfiler?

    /// In which form Linux `perf` is told of the program's functions. Default: not at all.
    public var perf: PerfSupport?

    /// Whether what the program changes in its directories stays in memory, within limits, and is gone when it ends; see
    /// ``WASIMemory/OverlaySystem``. Default: `nil`, by which changes are made.
    ///
    /// ```swift
    /// command.overlay = OverlaySystem.defaultLimits
    /// ```
    public var overlay: MemoryLimits?

    /// What makes optimized code for later runs, with ``CompilerChoice/auto``. Default: nobody; large modules then stay with the
    /// quick compiler.
    public var backgroundCompiler: BackgroundCompiler?

    /// Told of the granted ``sockets`` when they are open, before the program runs: their descriptors in the guest, and their
    /// addresses with the ports that were chosen. Default: nobody.
    public var onSocketsOpened: (@Sendable ([GrantedSocket]) -> Void)?

    /// Told of the first use of the network that the program is refused for want of a rule, when it happens, on the thread that
    /// runs the program. Default: nobody. ``RunResult/networkRefusal`` tells it afterwards.
    public var onNetworkRefusal: (@Sendable (NetworkRefusal) -> Void)?

    /// Told of a compilation that takes more than a second. Default: nobody.
    public var onCompilation: (@Sendable (CompilationEvent) -> Void)?

    /// A command for a file: a `.wasm` file, or a `.wat` file with the text form.
    public init(_ path: String) { module = .file(path) }

    /// A command for bytes of either form.
    ///
    /// - Parameter name: What messages and the program itself call it.
    public init(_ bytes: [UInt8], name: String) { module = .bytes(bytes, name: name) }

    /// A command for a module that is compiled already: for many runs of it.
    public init(_ module: PreparedModule) { self.module = .prepared(module) }

    /// A command for a module from any source.
    public init(module: ModuleSource) { self.module = module }
}
