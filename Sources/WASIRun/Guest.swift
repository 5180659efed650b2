import WASICore
import WASIHost
import WASIUnix
import WASIWasmtime
import WasmBinary

/// A command's module with its system, ready to be called.
final class Guest {
    let name: String
    /// `nil` if the guest was stopped before there was one.
    private let instance: WasmInstance?
    /// How the guest ended that was stopped so early.
    private let early: GuestOutcome?
    /// By which the run is stopped.
    private let run: RunControl.Run
    private let control: RunControl?
    private let stopsOnSignals: Bool
    private var timer: GuestTimer?
    /// The system, if it is the real one and not one of the caller's own.
    private let unix: UnixSystem?
    private var recording: GuestRecording?
    private var replay: GuestReplay?
    private var statistics = RunStatistics()

    /// Loads, links and instantiates.
    ///
    /// - Parameter function: What will be called; `nil` for the program as a whole. Found missing before anything runs.
    init(_ command: WASICommand, function: String?) throws(RunError) {
        name = command.module.name
        var command = command
        var recording: GuestRecording?
        if let output = command.recording {
            let (readable, bytes) = try command.readingModule()
            recording = GuestRecording(readable, output, module: bytes)
            command = readable
        }
        // Before the module, so that nobody waits for a compiler to learn that a directory is missing.
        var (system, unix, replay) = try command.system(recording)
        let begin = SuspendingClock.now
        let loaded = try command.loadModule()
        let module = loaded.module
        let loadedAt = SuspendingClock.now
        statistics.load = loadedAt - begin
        statistics.wasCompiled = !loaded.isFromCache
        let linked = try Guest.link(module, command)
        try Guest.check(module, has: function, name: name)
        self.unix = unix
        let run = RunControl.Run(guest: GuestInterrupter(), system: unix?.interrupter ?? replay?.interrupter)
        self.run = run
        if let recording { system = try recording.begin(system, run.guest) }
        self.recording = recording
        self.replay = replay
        replay?.begin(run.guest)
        if let maximumBytes = command.maximumOutputBytes {
            system = OutputLimit(system, maximumBytes: maximumBytes, guest: run.guest)
        }
        control = command.control
        var timer: GuestTimer?
        if command.timeout != nil || command.cpuTime != nil {
            timer = GuestTimer(timeout: command.timeout, cpuTime: command.cpuTime) { reason in run.stop(reason) }
            guard timer != nil else { throw .system("there is no thread for the time limit") }
        }
        self.timer = timer
        // Before the instance: a start section may not return.
        command.control?.add(run)
        stopsOnSignals = command.stopsOnSignals
        if stopsOnSignals { ProcessSignals.watch(run.guest, engine: module.engine, wake: run.system?.signalDescriptor) }
        do throws(InstantiationError) {
            instance = try WasmInstance(linked, system: system, limits: command.limits, interrupter: run.guest)
            early = nil
        } catch {
            if case .ended(.interrupted(let reason)) = error.kind {
                early = .interrupted(reason)
                instance = nil
                return
            }
            command.control?.remove(run)
            if stopsOnSignals { ProcessSignals.forget() }
            throw .refused(module: name, reason: error.description)
        }
        statistics.start = SuspendingClock.now - loadedAt
    }

    deinit {
        control?.remove(run)
        if stopsOnSignals { ProcessSignals.forget() }
    }

    private static func link(_ module: WasmModule, _ command: WASICommand) throws(RunError) -> LinkedModule {
        let source = command.module
        do throws(InstantiationError) {
            return try LinkedModule(module, functions: command.hostFunctions)
        } catch {
            guard case .missingImports(let missing) = error.kind else {
                throw .refused(module: source.name, reason: error.description)
            }
            if let kind = source.summary?.kind, kind == .object || kind == .dynamicLibrary {
                throw .unlinked(module: source.name, kind)
            }
            throw .missingImports(module: source.name, missing.map(RunError.MissingImport.init))
        }
    }

    private static func check(_ module: WasmModule, has function: String?, name: String) throws(RunError) {
        let exports = module.exports.compactMap { export in
            if case .function = export.type { export.name } else { nil }
        }
        if let function {
            guard exports.contains(function) else { throw .noSuchFunction(function, module: name, exports: exports) }
        } else {
            guard exports.contains("_start") else { throw .noStart(module: name, exports: exports) }
        }
    }

    /// What a run has come to.
    func result(_ outcome: GuestOutcome, values: [WasmValue] = []) -> RunResult {
        let status: ExitStatus =
            switch outcome {
            case .finished: .exited(.success)
            case .exited(let code): .exited(code)
            case .trapped(let trap): .trapped(trap)
            case .interrupted(let reason): .interrupted(reason)
            }
        timer = nil
        statistics.memoryByteCount = instance?.memory()?.byteCount ?? 0
        var result = RunResult(
            status: status, values: values, refusal: unix?.firstRefusal, hasMissedGrants: unix?.hasMissedGrants ?? false,
            networkRefusal: unix?.firstNetworkRefusal, statistics: statistics)
        result.recordingFailure = recording?.finish(status)
        result.divergence = replay?.finish(status)
        return result
    }

    /// Runs the program.
    func start() throws(RunError) -> RunResult {
        if let early { return result(early) }
        return result(try calling { instance throws(CallError) in try instance.start() })
    }

    /// Calls a function, after `_initialize`.
    func call(_ function: String, _ arguments: [WasmValue]) throws(RunError) -> RunResult {
        if let early { return result(early) }
        let initialization = try calling { instance throws(CallError) in try instance.initialize() }
        guard case .finished = initialization else { return result(initialization) }
        // A caller may ask for the initialization alone.
        if function == "_initialize" { return result(initialization) }
        let outcome = try calling { instance throws(CallError) in try instance.call(function, arguments) }
        guard case .returned(let values) = outcome else { return result(outcome.guestOutcome) }
        return result(.finished, values: values)
    }

    /// Enters the guest.
    private func calling<Outcome>(_ body: (WasmInstance) throws(CallError) -> Outcome) throws(RunError) -> Outcome {
        guard let instance else { throw .refused(module: name, reason: "the guest has ended before it was called") }
        let begin = SuspendingClock.now
        defer { statistics.run += SuspendingClock.now - begin }
        do throws(CallError) {
            return try body(instance)
        } catch {
            switch error {
            case .wrongArguments(let function, let type, let given):
                let types = given.map(\.description).joined(separator: ", ")
                throw .wrongArguments(function: function, type: type.description, reason: "it was given (\(types))")
            case .unsupportedType(let function, let type):
                throw .wrongArguments(
                    function: function, type: type.description, reason: "only i32, i64, f32 and f64 can be passed")
            default: throw .refused(module: name, reason: error.description)
            }
        }
    }

    /// Reads arguments by the types of a function's parameters.
    func arguments(of function: String, _ texts: [String]) throws(RunError) -> [WasmValue] {
        guard let instance else { return [] }
        let type = instance.function(function)?.type ?? WasmFunctionType()
        let wanted = type.parameters.count
        guard texts.count == wanted else {
            throw .wrongArguments(
                function: function, type: type.description,
                reason:
                    "it takes \(wanted) argument\(wanted == 1 ? "" : "s"), and \(texts.count) \(texts.count == 1 ? "was" : "were") given"
            )
        }
        var values: [WasmValue] = []
        for (text, parameter) in zip(texts, type.parameters) {
            guard let value = WasmValue(text, as: parameter) else {
                throw .wrongArguments(
                    function: function, type: type.description,
                    reason: "\"\(text)\" is not a number of the type \(parameter)")
            }
            values.append(value)
        }
        return values
    }
}

extension RunError.MissingImport {
    init(_ missing: InstantiationError.MissingImport) {
        let type: String
        if case .function(let function) = missing.wanted.type {
            type = function.description
        } else {
            type = "\(missing.wanted.type)"
        }
        self.init(
            module: missing.wanted.module, name: missing.wanted.name, type: type, offered: missing.offered.map(\.description)
        )
    }
}
