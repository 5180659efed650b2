import WASICore
import WASIUnix
import WASIWasmtime

/// A command's module with its system, ready to be called on the thread that made it.
final class Guest {
    let module: PreparedModule
    private let system: GuestSystem
    private let watch: RunWatch
    /// `nil` if the guest was stopped before there was one.
    let instance: WasmInstance?
    /// How the guest ended that was stopped so early.
    private let early: GuestOutcome?
    private var statistics: RunStatistics

    /// Loads, links and instantiates.
    ///
    /// - Parameter function: What will be called; `nil` for the program as a whole. Found missing before anything runs.
    convenience init(_ command: WASICommand, function: String?) throws(RunError) {
        try self.init(command) { module throws(RunError) in try module.check(has: function) }
    }

    /// Loads, links and instantiates, whatever the module exports.
    convenience init(reactor command: WASICommand) throws(RunError) {
        try self.init(command) { _ throws(RunError) in }
    }

    private init(_ given: WASICommand, check: (PreparedModule) throws(RunError) -> Void) throws(RunError) {
        let interrupter = GuestInterrupter()
        let command = try GuestRecording.readable(given)
        // Before the module, so that nobody waits for a compiler to learn that a directory is missing.
        var system = try GuestSystem(command, GuestRecording(command))
        module = try command.preparedModule()
        try module.check(fits: command)
        try check(module)
        try system.begin(command, interrupter)
        self.system = system
        statistics = RunStatistics(module)
        let begin = SuspendingClock.now
        watch = try RunWatch(
            command, RunControl.Run(guest: interrupter, system: system.interrupter), module)
        do throws(InstantiationError) {
            instance = try WasmInstance(
                module.linked, system: system.front, limits: command.limits, interrupter: interrupter)
            early = nil
        } catch {
            guard case .ended(.interrupted(let reason)) = error.kind else {
                throw RunError(error, module)
            }
            early = .interrupted(reason)
            instance = nil
        }
        if let instance { watch.observe(instance) }
        statistics.start = SuspendingClock.now - begin
    }

    /// What a run has come to.
    func result(_ outcome: GuestOutcome, values: [WasmValue] = []) -> RunResult {
        watch.stopTime()
        statistics.memoryByteCount = instance?.memory()?.byteCount ?? 0
        var result = RunResult(status: ExitStatus(outcome), values: values, statistics: statistics)
        system.report(to: &result)
        return result
    }

    /// Runs the program.
    func start() throws(RunError) -> RunResult {
        if let early { return result(early) }
        return result(try calling { instance throws(CallError) in try instance.start() })
    }

    /// Runs `_initialize`, if there is one and it has not been run.
    func initialize() throws(RunError) -> GuestOutcome {
        if let early { return early }
        return try calling { instance throws(CallError) in try instance.initialize() }
    }

    /// Calls a function, after `_initialize`.
    func call(_ function: String, _ arguments: [WasmValue]) throws(RunError) -> RunResult {
        let initialization = try initialize()
        guard case .finished = initialization else { return result(initialization) }
        // A caller may ask for the initialization alone.
        if function == "_initialize" { return result(initialization) }
        let outcome = try enter(function, arguments)
        guard case .returned(let values) = outcome else { return result(outcome.guestOutcome) }
        return result(.finished, values: values)
    }

    /// Calls a function of a guest that has been initialized.
    func enter(_ function: String, _ arguments: [WasmValue]) throws(RunError) -> CallOutcome {
        try calling { instance throws(CallError) in try instance.call(function, arguments) }
    }

    /// Enters the guest.
    private func calling<Outcome>(_ body: (WasmInstance) throws(CallError) -> Outcome) throws(RunError) -> Outcome {
        guard let instance else { throw .refused(module: module.name, reason: "the guest has ended before it was called") }
        let begin = SuspendingClock.now
        defer { statistics.run += SuspendingClock.now - begin }
        do throws(CallError) {
            return try body(instance)
        } catch {
            throw RunError(error, module)
        }
    }
}

extension ExitStatus {
    init(_ outcome: GuestOutcome) {
        self =
            switch outcome {
            case .finished: .exited(.success)
            case .exited(let code): .exited(code)
            case .trapped(let trap): .trapped(trap)
            case .interrupted(let reason): .interrupted(reason)
            }
    }
}

extension RunError {
    /// Why there is no instance of a module.
    init(_ error: InstantiationError, _ module: PreparedModule) {
        self = error.isPoolFull ? .busy : .refused(module: module.name, reason: error.description)
    }

    /// Why a function of a module was not called.
    init(_ error: CallError, _ module: PreparedModule) {
        self =
            switch error {
            case .noSuchFunction(let name): .noSuchFunction(name, module: module.name, exports: module.functions)
            case .wrongArguments(let function, let type, let given):
                .wrongArguments(
                    function: function, type: type.description,
                    reason: "it was given (\(given.map(\.description).joined(separator: ", ")))")
            case .unsupportedType(let function, let type):
                .wrongArguments(
                    function: function, type: type.description, reason: "only i32, i64, f32 and f64 can be passed")
            default: .refused(module: module.name, reason: error.description)
            }
    }
}
