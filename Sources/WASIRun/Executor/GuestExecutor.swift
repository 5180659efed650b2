import HostThreads
import Synchronization
import WASIWasmtime

/// Runs many guests on few threads: a guest that waits gives its thread to another one.
///
/// ```swift
/// let executor = try GuestExecutor()
/// let module = try PreparedModule(.file("handler.wasm"))
///
/// func handle(_ request: [UInt8]) async throws -> [UInt8] {
///     var command = WASICommand(module)
///     command.standardInput = .bytes(request)
///     command.standardOutput = .collect(limit: 1 << 20)
///     command.timeout = .seconds(5)
///     return try await command.run(on: executor).output.bytes
/// }
/// ```
///
/// A guest gives its thread back whenever one of its calls waits (a poll, a sleep, an accept, a receive, a read of a pipe or terminal, a
/// write without room, a connect, a look-up), and when its turn is over while it computes: ``Configuration/turn``. It stays on the thread on
/// which it began. Reading and writing regular files holds the thread, like any short work.
///
/// A waiting guest costs memory (its own, two stacks of which few pages are touched, its system: some tens of kilobytes) and the
/// descriptors that it has open; the process's limit of descriptors is what thousands of guests meet first.
public final class GuestExecutor: Sendable {
    /// How an executor works.
    public struct Configuration: Hashable, Sendable {
        /// How many threads run guests. Default: as many as there are processors, at most 6. Two more belong to the executor: one that
        /// tells when turns are over, and one that compiles modules that come unprepared.
        public var threadCount: Int
        /// How many guests there are at a time, running or waiting. Further ones begin when others have ended. Default: 20,000.
        public var maximumGuests = 20_000
        /// How many runs may be waiting for their beginning. One more fails with ``RunError/busy``. Default: any number.
        public var maximumQueuedRuns = Int.max
        /// How long a guest computes before others that are ready have their turn. Default: 5 ms.
        public var turn = Duration.milliseconds(5)

        /// The defaults that each property lists.
        public init() { threadCount = min(max(HostProcessors.count, 1), 6) }
    }

    /// How it works.
    public let configuration: Configuration

    private let core: ExecutorCore
    private let threads: Mutex<[BackgroundThread]>

    /// Starts an executor's threads. They end with it.
    ///
    /// - Throws: ``RunError/system(_:)`` if there are no threads or descriptors to be had, or guests cannot be suspended on this
    ///   processor.
    public init(_ configuration: Configuration = Configuration()) throws(RunError) {
        guard FiberStacks.areSupported else { throw .system("guests cannot be suspended on this kind of processor") }
        self.configuration = configuration
        let core = try ExecutorCore(configuration)
        self.core = core
        var threads: [BackgroundThread] = []
        for worker in core.workers {
            guard let thread = BackgroundThread({ _ in WorkerLoop(worker, core).run() }) else { break }
            threads.append(thread)
        }
        if let ticker = BackgroundThread({ _ in core.ticker.run(core.workers) }) { threads.append(ticker) }
        if let loader = BackgroundThread({ _ in core.loader.run() }) { threads.append(loader) }
        let count = threads.count
        self.threads = Mutex(threads)
        guard count == core.workers.count + 2 else {
            core.end()
            throw .system("there are no threads for guests")
        }
    }

    deinit { core.end() }

    /// The executor of ``WASICommand/runDetached()``, with the default configuration; made when it is first used.
    static let shared: Result<GuestExecutor, RunError> = Result { () throws(RunError) in try GuestExecutor() }

    /// How many guests there are now, running or waiting.
    public var guestCount: Int { core.guestCount }

    /// How many runs wait for their beginning.
    public var queuedRunCount: Int { core.queuedRunCount }

    /// Runs a command's program; see ``WASICommand/run(on:)``.
    func run(_ command: WASICommand) async throws(RunError) -> RunResult {
        defer { command.abandonSequences() }
        let (module, command) = try await prepare(command)
        try module.check(has: nil)
        let ticket = GuestTicket(command, module)
        let outcome: Result<RunResult, RunError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                core.submit(ticket) { continuation.resume(returning: $0) }
            }
        } onCancel: {
            core.cancel(ticket)
        }
        return try outcome.get()
    }

    /// Makes an instance of a command's module; see ``WASICommand/instance(on:)``.
    func instance(_ command: WASICommand) async throws(RunError) -> DetachedInstance {
        defer { command.abandonSequences() }
        guard command.recording == nil else {
            throw .refused(module: command.module.name, reason: "only the runs of programs are recorded in an executor")
        }
        let (module, command) = try await prepare(command)
        let calls = CallQueue()
        let ticket = GuestTicket(command, module, calls)
        let core = core
        let outcome: Result<Void, RunError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                calls.expect { continuation.resume(returning: $0) }
                core.submit(ticket) { calls.end($0) }
            }
        } onCancel: {
            core.cancel(ticket)
        }
        try outcome.get()
        return DetachedInstance(self, module, ticket, calls)
    }

    /// Stops an instance.
    func cancel(_ ticket: GuestTicket) { core.cancel(ticket) }

    /// Makes a command's module ready for guests that share threads.
    private func prepare(_ given: WASICommand) async throws(RunError) -> (PreparedModule, WASICommand) {
        let (module, command): (PreparedModule, WASICommand)
        if case .prepared(let prepared) = given.module {
            (module, command) = (prepared, try GuestRecording.readable(given))
        } else {
            (module, command) = try await core.loader.prepare(given)
        }
        guard module.options.isInterruptible else {
            throw .refused(
                module: module.name,
                reason: "it was prepared without ModuleOptions.isInterruptible, which guests that share threads need")
        }
        guard !command.stopsOnSignals else {
            throw .refused(module: module.name, reason: "stopsOnSignals is for a process that runs one program")
        }
        guard command.profiler == nil, command.replayed == nil else {
            throw .refused(
                module: module.name, reason: "profiles and replays need run(), a thread for the guest alone")
        }
        try module.check(fits: command)
        return (module, command)
    }
}

extension WASICommand {
    /// Runs the program without holding a thread while it waits.
    ///
    /// Cancelling the task stops the program within milliseconds, wherever it is: the result's status is
    /// `.interrupted(.caller)` then, with what was collected so far. The module's code is made so that it can be stopped at any time.
    ///
    /// - Throws: As ``run()``, and ``RunError/busy`` if as many runs wait for the executor as may.
    public func run(on executor: GuestExecutor) async throws(RunError) -> RunResult { try await executor.run(self) }

    /// Runs the program on an executor that all of the process share, with the default ``GuestExecutor/Configuration``.
    ///
    /// - Throws: As ``run(on:)``.
    public func runDetached() async throws(RunError) -> RunResult {
        try await GuestExecutor.shared.get().run(self)
    }
}
