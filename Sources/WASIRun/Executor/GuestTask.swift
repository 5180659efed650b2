import WASICore
import WASIUnix
import WASIWasmtime

/// One guest of a worker: its system, its instance, and how far it has come.
final class GuestTask {
    let ticket: GuestTicket
    let id: UInt64
    /// By which it is stopped.
    let run: RunControl.Run
    var engine: WasmEngine { ticket.module.engine }

    private enum Stage {
        case instantiating
        case initializing
        case running
        /// An instance has nothing to do.
        case idle
        /// A function of an instance runs, and somebody wants to know how it ends.
        case calling(@Sendable (Result<[WasmValue], GuestFailure>) -> Void)
        case ended
    }

    /// What comes after a step.
    private enum Next {
        case step
        case wait
        case end
    }

    private let system: GuestSystem
    private let watch: RunWatch
    private let fiber: GuestFiber
    private let place: WaitingPlace
    private var stage = Stage.instantiating
    private var outcome: Result<GuestOutcome, RunError> = .success(.finished)
    private var statistics: RunStatistics
    /// When the guest was begun and, later, when it was there.
    private var since = SuspendingClock.now
    private var processorTime = Timestamp.zero
    private let processorLimit: Timestamp?

    /// Prepares a run on the worker's thread, to which it then belongs.
    init(_ ticket: GuestTicket, _ id: UInt64, _ loop: WorkerLoop) throws(RunError) {
        self.ticket = ticket
        self.id = id
        let interrupter = GuestInterrupter()
        var system = try GuestSystem(ticket.command, GuestRecording(ticket.command))
        try system.begin(ticket.command, interrupter)
        self.system = system
        place = WaitingPlace(interrupter, loop)
        system.suspend(with: place)
        run = RunControl.Run(
            guest: interrupter, system: system.interrupter, wake: { [weak ticket] in ticket?.wake() })
        statistics = RunStatistics(ticket.module)
        processorLimit = ticket.command.cpuTime.map { Timestamp(clamping: $0) }
        do throws(InstantiationError) {
            fiber = try GuestFiber(
                ticket.module.linked, system: system.front, limits: ticket.command.limits, interrupter: interrupter,
                stacks: loop.stacks, slot: ticket.takeSlot())
        } catch {
            throw RunError(error, ticket.module)
        }
        // Time is for the worker to look after.
        watch = RunWatch(ticket.command, untimed: run)
        fiber.instantiate()
        place.task = self
    }

    /// Gives the guest a turn.
    func step() -> GuestFiber.Progress {
        var used = processorLimit == nil ? .zero : HostTime.processor()
        while true {
            let progress = fiber.resume()
            if let processorLimit {
                let now = HostTime.processor()
                processorTime = processorTime + (now - used)
                used = now
                if processorTime >= processorLimit { run.guest.interrupt(.cpuTime) }
            }
            guard progress == .ended else { return progress }
            switch advance() {
            case .step: continue
            case .wait: return .suspended
            case .end: return .ended
            }
        }
    }

    /// Goes on to what comes next.
    private func advance() -> Next {
        do throws(RunError) {
            switch stage {
            case .instantiating:
                statistics.start = SuspendingClock.now - since
                since = .now
                if let reason = try finishInstance() { return end(.success(.interrupted(reason))) }
                guard ticket.module.functions.contains("_initialize") else { return try beginMain() }
                stage = .initializing
                return try begin("_initialize")
            case .initializing:
                let ending = fiber.finishCall().guestOutcome
                guard case .finished = ending else { return end(.success(ending)) }
                return try beginMain()
            case .running: return end(.success(fiber.finishCall().guestOutcome))
            case .idle: return work()
            case .calling(let finish): return finishCall(finish)
            case .ended: return .end
            }
        } catch {
            return end(.failure(error))
        }
    }

    /// Begins what the guest is for.
    private func beginMain() throws(RunError) -> Next {
        if let calls = ticket.calls {
            stage = .idle
            calls.begin()
            return work()
        }
        stage = .running
        return try begin("_start")
    }

    /// - Returns: Why the guest was stopped, if it was, in its start section.
    private func finishInstance() throws(RunError) -> StopReason? {
        do throws(InstantiationError) {
            try fiber.finishInstance()
            return nil
        } catch {
            if case .ended(.interrupted(let reason)) = error.kind { return reason }
            throw RunError(error, ticket.module)
        }
    }

    private func begin(_ function: String) throws(RunError) -> Next {
        if let reason = run.guest.reason { return end(.success(.interrupted(reason))) }
        do throws(CallError) { try fiber.begin(function, []) } catch { throw RunError(error, ticket.module) }
        return .step
    }

    private func end(_ outcome: Result<GuestOutcome, RunError>) -> Next {
        self.outcome = outcome
        if case .instantiating = stage {} else { statistics.run = SuspendingClock.now - since }
        stage = .ended
        return .end
    }

    /// What the run has come to.
    func result() -> Result<RunResult, RunError> {
        outcome.map { outcome in
            statistics.memoryByteCount = fiber.memoryByteCount
            var result = RunResult(status: ExitStatus(outcome), statistics: statistics)
            system.report(to: &result)
            return result
        }
    }
}

// MARK: Instances

extension GuestTask {
    /// Does what an instance is asked for next.
    private func work() -> Next {
        guard let calls = ticket.calls else { return end(.success(.finished)) }
        while true {
            if let reason = run.guest.reason { return end(.success(.interrupted(reason))) }
            switch calls.next() {
            case .call(let function, let values, let finish):
                do throws(CallError) {
                    try fiber.begin(function, values)
                    stage = .calling(finish)
                    return .step
                } catch {
                    finish(.failure(.notCalled(RunError(error, ticket.module))))
                }
            case .read(let address, let count, let finish): finish(fiber.read(at: address, count: count))
            case .write(let bytes, let address, let finish): finish(fiber.write(bytes, at: address))
            case nil:
                if calls.isOver { return end(.success(.finished)) }
                // Whoever asks for something says so to the worker, which is here now and hears of it later.
                place.rest()
                return .wait
            }
        }
    }

    private func finishCall(_ finish: @Sendable (Result<[WasmValue], GuestFailure>) -> Void) -> Next {
        let outcome = fiber.finishCall()
        guard case .returned(let values) = outcome else {
            let status = ExitStatus(outcome.guestOutcome)
            ticket.calls?.note(status)
            finish(.failure(.ended(status)))
            return end(.success(outcome.guestOutcome))
        }
        stage = .idle
        finish(.success(values))
        return work()
    }
}

// MARK: Waiting

extension GuestTask {
    /// The number of the present wait.
    var waitNumber: UInt64 { place.number }

    /// Ends the present wait.
    ///
    /// - Returns: What was waited for; `nil` if the guest does not wait.
    func endWait() -> [HostInterest]? { place.end() }

    /// Has the next wait end at once, if there is none now.
    func noteWake() { place.wasWoken = true }

    func suspend() { fiber.suspend() }
    var canSuspend: Bool { fiber.canSuspend }
}

/// Where the system of a guest waits.
final class WaitingPlace: SystemWaiter {
    private let interrupter: GuestInterrupter
    private unowned let loop: WorkerLoop
    weak var task: GuestTask?
    private var interests: [HostInterest]?
    private(set) var number: UInt64 = 0
    var wasWoken = false

    init(_ interrupter: GuestInterrupter, _ loop: WorkerLoop) {
        self.interrupter = interrupter
        self.loop = loop
    }

    var canSuspend: Bool { task?.canSuspend ?? false }

    var waker: @Sendable () -> Void {
        guard let ticket = task?.ticket else { return {} }
        return { [weak ticket] in ticket?.wake() }
    }

    func wait(for interests: [HostInterest], until deadline: Timestamp?) throws(Errno) {
        if interrupter.reason != nil { throw .canceled }
        guard let task, task.canSuspend else { throw .notSupported }
        if wasWoken {
            wasWoken = false
            return
        }
        self.interests = interests
        number &+= 1
        loop.park(task, interests, deadline)
        task.suspend()
        wasWoken = false
        if interrupter.reason != nil { throw .canceled }
    }

    /// Begins a wait for being woken, of a guest that does nothing.
    func rest() {
        interests = []
        number &+= 1
        wasWoken = false
    }

    func end() -> [HostInterest]? {
        defer { interests = nil }
        if interests != nil { number &+= 1 }
        return interests
    }
}
