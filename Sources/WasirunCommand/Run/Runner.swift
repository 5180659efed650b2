import WASICore
import WASIHost
import WASIMemory
import WASIPprof
import WASIRun
import WASIUnix
import WASIWasmtime
import WasmBinary

/// Runs a module as a plan says.
struct Runner {
    let plan: RunPlan

    init(_ plan: RunPlan) { self.plan = plan }

    /// Runs it to its end.
    ///
    /// - Returns: The exit code: the program's own, or that of a trap.
    func run() throws(CommandFailure) -> Int32 {
        // Before anything else is opened, which could get the number and be taken for what was meant.
        for descriptor in plan.sockets.inherited.sorted() where !HostProcess.isOpen(descriptor) {
            throw CommandFailure(.wasirunFailed, "descriptor \(descriptor) is not open, so it is no socket for the program")
        }
        ProcessSignals.install()
        var command = self.command
        let wrappers = try RunWrappers(plan.wrappers)
        wrappers.attach(to: &command)
        let trace = try plan.trace.map { (plan) throws(CommandFailure) in try command.show(plan) }
        defer { trace?.finish() }
        // In front of the trace, so that only the program's calls are counted and not those by which the trace finds names.
        let statistics = try plan.statistics.map { (arguments) throws(CommandFailure) in try StatisticsOutput(arguments) }
        if let statistics {
            statistics.attach(to: &command)
            ProcessSignals.beforeEnding { statistics.write(nil) }
        }
        let profile = try plan.profile.map { (arguments) throws(CommandFailure) in try ProfileOutput(arguments) }
        if let profile {
            profile.attach(to: &command)
            ProcessSignals.beforeEnding { profile.write() }
        }
        let server = try profile?.serve(plan)
        if let server { ProcessSignals.beforeEnding { server.finish() } }
        defer { server?.finish() }
        let result: RunResult
        do throws(RunError) {
            if let invocation = plan.invocation {
                result = try command.call(invocation.export, parsing: invocation.arguments)
            } else {
                result = try command.run()
            }
        } catch {
            throw CommandFailure(error, plan.socketFunctions)
        }
        for value in result.values { StandardOutput.print(value.description) }
        if case .trapped(let trap) = result.status { StandardError.print("wasirun: \(report(trap))") }
        if case .interrupted(let reason) = result.status, let text = plan.limits.text(reason) {
            StandardError.print("wasirun: \(text)")
        }
        if !result.status.isSuccess {
            for note in wrappers.notes { StandardError.print("wasirun: note: \(note)") }
            if let note = note(result) { StandardError.print("wasirun: note: \(note)") }
        }
        statistics?.write(result.statistics)
        profile?.write()
        // It was told when it happened.
        if result.recordingFailure != nil { return WasirunExitCode.wasirunFailed.rawValue }
        return result.status.processExitCode
    }

    private var command: WASICommand {
        var command = WASICommand(module: plan.module)
        command.programName = plan.arguments.first
        command.arguments = Array(plan.arguments.dropFirst())
        command.environment = plan.environment
        command.grants = plan.grants
        if plan.overlaysDirectories { command.overlay = OverlaySystem.defaultLimits }
        command.standardInput = .inherit
        command.standardOutput = .inherit
        command.standardError = .inherit
        command.sockets = plan.sockets.grants
        command.network = plan.network
        command.nameServers = plan.nameServers
        command.socketFunctions = plan.socketFunctions
        command.onSocketsOpened = { [plan] sockets in
            HostProcess.close(plan.sockets.inherited)
            for case .listen(let endpoint) in plan.sockets.grants.map(\.source) {
                // The program's system removes it if the program comes back.
                if case .path(let path) = endpoint.place { ProcessSignals.removeFile(path) }
            }
            guard plan.printsSockets else { return }
            for (socket, grant) in zip(sockets, plan.sockets.grants) {
                StandardError.print("wasirun: \(socket.text(grant.source))")
            }
        }
        command.onNetworkRefusal = { [notes] refusal in
            StandardError.print("wasirun: note: \(NetworkRefusalNote(directories: notes).text(refusal))")
        }
        command.nonBlockingStandardStreams = plan.nonBlockingStandardStreams
        command.maximumOpenFiles = plan.maximumOpenFiles
        command.maximumOpenDirectories = plan.maximumOpenDirectories
        command.compiler = plan.compiler
        command.cache = plan.cache
        command.stopsOnSignals = true
        command.timeout = plan.limits.timeout?.duration
        command.cpuTime = plan.limits.cpuTime?.duration
        command.fuel = plan.limits.fuel
        command.maximumMemoryBytes = plan.limits.memory?.byteCount
        command.maximumOutputBytes = plan.limits.output?.byteCount
        command.perf = plan.perf
        command.maximumTableElements = plan.limits.tableElements
        let stackLimit = HostProcess.raiseStackLimit()
        command.maximumStackBytes = plan.limits.stack?.byteCount ?? GuestStack.byteCount(of: stackLimit)
        command.backgroundCompiler = BackgroundWork.compiler(
            BackgroundWork.Settings(
                stackByteCount: command.maximumStackBytes, interruptsOwnCode: command.interruptsOwnCode,
                countsFuel: command.fuel != nil))
        command.recording = plan.recording.map(RunRecording.init)
        if StandardError.isTerminal { command.onCompilation = CompilationNotice(plan.module.baseName).show }
        return command
    }

    private func note(_ result: RunResult) -> String? {
        // What else may have been missing is guesswork once something is known to have been.
        if result.networkRefusal != nil { return result.refusal.flatMap { notes.text($0) } }
        if let text = notes.text(result.refusal) { return text }
        return result.hasMissedGrants && mayHaveRefusedItself ? RefusalNote.nothingGranted : nil
    }

    private var notes: RefusalNote {
        RefusalNote(grants: plan.grants, arguments: Array(plan.arguments.dropFirst()), kind: HostProcess.kind(of:))
    }

    /// Whether the module opens paths and is of a kind that gives up by itself when no granted directory matches.
    ///
    /// Go programs look for directories in any case and ask the system all the same: their refusals are known.
    private var mayHaveRefusedItself: Bool {
        guard let bytes = try? plan.module.read(), let summary = try? plan.module.summary(of: bytes) else { return false }
        return summary.imports.contains { $0.name == "path_open" } && !summary.producers.contains { $0.name == "Go" }
    }
}

/// How much of the stack a guest gets.
enum GuestStack {
    /// What Go's recursive programs want.
    static let wanted = 8 << 20
    /// For the host's own functions below and above the guest.
    static let reserved = 1 << 20
    /// With less, next to nothing runs.
    static let least = 128 << 10

    /// The guest's share, in bytes, of a stack that may grow to `limit` bytes.
    ///
    /// A power of two below the wanted size, so that few different settings reach the cache.
    static func byteCount(of limit: Int) -> Int {
        var share = wanted
        while share > least, share > limit - reserved { share /= 2 }
        return share
    }
}

/// A trap as the command reports it: the reason, and the calls that led there, innermost first.
func report(_ trap: WasmTrap) -> String {
    let shown = 64
    var lines = ["the program was stopped: \(trap.message)"]
    lines += trap.frames.prefix(shown).enumerated().map { "  \($0.offset): \($0.element)" }
    if trap.frames.count > shown { lines.append("  and \(trap.frames.count - shown) more") }
    return lines.joined(separator: "\n")
}

extension ExitStatus {
    /// What the process ends with. Of a program's code the system keeps the low eight bits.
    var processExitCode: Int32 {
        switch self {
        case .exited(let code): Int32(code.rawValue & 0xff)
        case .trapped: WasirunExitCode.trapped.rawValue
        case .interrupted(.timeout), .interrupted(.cpuTime): WasirunExitCode.timedOut.rawValue
        case .interrupted(.signal(let number)): 128 + number
        case .interrupted(.fuel), .interrupted(.output), .interrupted(.caller): WasirunExitCode.usedUp.rawValue
        }
    }
}

extension CommandFailure {
    /// The command's view of the facade's error.
    ///
    /// - Parameter sockets: The socket calls that the module could have found.
    init(_ error: RunError, _ sockets: SocketFunctions = .auto) {
        let code: WasirunExitCode =
            switch error {
            case .notFound: .notFound
            case .notReplayable, .moduleNotRecorded: .notRunnable
            case .unreadable, .notAModule, .invalid, .unlinked, .missingImports, .noStart, .refused: .notRunnable
            case .noSuchFunction, .wrongArguments: .usage
            case .engine, .grant, .stream, .busy, .system, .cache, .recording: .wasirunFailed
            }
        self.init(code, error.description + CommandFailure.help(with: error, sockets))
    }

    /// What would help, in terms of the command's options.
    private static func help(with error: RunError, _ sockets: SocketFunctions) -> String {
        switch error {
        case .missingImports(_, let missing) where sockets != .auto && missing.contains(where: \.isSocketCall):
            return
                "\n--sockets \(sockets.rawValue) leaves out socket calls that the module was built for; --sockets auto has all"
        case .noStart(_, let exports) where !exports.isEmpty: return "; --invoke NAME calls a function"
        case .grant(let error) where error.errno == .noSuchFileOrDirectory:
            let parts = error.subject.split(separator: ":", omittingEmptySubsequences: false)
            // The form that other tools take.
            guard parts.count == 2, HostProcess.kind(of: String(parts[0])) == .directory else { return "" }
            return "; --dir \(parts[0])::\(parts[1]) grants \"\(parts[0])\" under the name \"\(parts[1])\""
        default: return ""
        }
    }
}

extension RunError.MissingImport {
    /// Whether it is one that `--sockets` can provide.
    fileprivate var isSocketCall: Bool {
        module == SocketExtension.module && (SocketExtension.calls.contains(name) || name == "sock_accept")
    }
}
