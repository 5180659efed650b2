import Synchronization
import WASIWasmtime

/// What an executor's threads share: the runs that wait for their beginning, and who looks after them.
final class ExecutorCore: Sendable {
    let configuration: GuestExecutor.Configuration
    let workers: [GuestWorker]
    let ticker: TurnTicker
    let loader: ModuleThread

    private struct State {
        var queue = TicketQueue()
        /// Runs that wait for a place in their module's pool, and by which number.
        var parked: [ObjectIdentifier: (ticket: GuestTicket, number: UInt64?)] = [:]
        var guestCount = 0
        /// The workers that have nothing to do, by their index.
        var idle: Set<Int> = []
        var isEnding = false

        var queuedCount: Int { queue.count + parked.count }
    }

    private let state = Mutex(State())

    init(_ configuration: GuestExecutor.Configuration) throws(RunError) {
        self.configuration = configuration
        var workers: [GuestWorker] = []
        for index in 0..<max(configuration.threadCount, 1) { workers.append(GuestWorker(index, bell: try Bell())) }
        self.workers = workers
        loader = try ModuleThread()
        ticker = TurnTicker(configuration.turn, bell: try Bell())
    }

    var guestCount: Int { state.withLock { $0.guestCount } }
    var queuedRunCount: Int { state.withLock { $0.queuedCount } }

    /// Has a run begin when there is room for it.
    func submit(_ ticket: GuestTicket, _ finish: @escaping GuestTicket.Finish) {
        // Before it can be found by anybody.
        guard ticket.expect(finish) else { return finish(.success(RunResult(status: .interrupted(.caller)))) }
        if let slots = ticket.module.engine.slots { return submit(ticket, slots) }
        let woken: Int?? = state.withLock { state in
            guard hasRoom(state) else { return nil }
            return .some(append(ticket, to: &state))
        }
        guard let woken else { return ticket.finish(.failure(.busy)) }
        if let woken { workers[woken].bell.ring() }
    }

    private func hasRoom(_ state: borrowing State) -> Bool {
        state.queuedCount < configuration.maximumQueuedRuns && !state.isEnding
    }

    /// - Returns: The worker that is to be woken for it.
    private func append(_ ticket: GuestTicket, to state: inout State) -> Int? {
        state.queue.append(ticket)
        return state.guestCount < configuration.maximumGuests ? state.idle.popFirst() : nil
    }

    /// A run that can begin now.
    ///
    /// - Parameter isIdle: Whether the worker waits if there is none; it is woken then when there is one.
    func next(for worker: GuestWorker, isIdle: Bool) -> GuestTicket? {
        state.withLock { state in
            state.idle.remove(worker.index)
            if state.guestCount < configuration.maximumGuests, let ticket = state.queue.popFirst() {
                state.guestCount += 1
                return ticket
            }
            if isIdle { state.idle.insert(worker.index) }
            return nil
        }
    }

    /// A guest is gone: there is room for another.
    func leave() {
        let woken = state.withLock { state in
            state.guestCount -= 1
            return state.queue.count > 0 ? state.idle.popFirst() : nil
        }
        if let woken { workers[woken].bell.ring() }
    }

    /// Stops a run, wherever it is.
    func cancel(_ ticket: GuestTicket) {
        ticket.stop(.caller)
        let (isQueued, number) = state.withLock { state -> (Bool, UInt64?) in
            if let entry = state.parked.removeValue(forKey: ObjectIdentifier(ticket)) { return (true, entry.number) }
            return (state.queue.remove(ticket), nil)
        }
        if let number { ticket.module.engine.slots?.forget(number) }
        guard isQueued else { return }
        ticket.dropSlot()
        ticket.finish(.success(RunResult(status: .interrupted(.caller))))
    }

    /// Ends the threads, once their guests are gone.
    func end() {
        let (queued, parked) = state.withLock { state in
            state.isEnding = true
            defer { state.parked = [:] }
            return (state.queue.removeAll(), Array(state.parked.values))
        }
        for case (let ticket, let number?) in parked { ticket.module.engine.slots?.forget(number) }
        for ticket in queued + parked.map(\.ticket) {
            ticket.dropSlot()
            ticket.finish(.success(RunResult(status: .interrupted(.caller))))
        }
        for worker in workers { worker.post(.end) }
        ticker.end()
        loader.end()
    }
}

// MARK: Pools

extension ExecutorCore {
    /// Has a run begin when there is a place for it in its module's pool, and then when there is room for it.
    private func submit(_ ticket: GuestTicket, _ slots: InstanceSlots) {
        let id = ObjectIdentifier(ticket)
        let isAccepted = state.withLock { state in
            guard hasRoom(state) else { return false }
            state.parked[id] = (ticket, nil)
            return true
        }
        guard isAccepted else { return ticket.finish(.failure(.busy)) }
        // Weakly: the executor may be let go of before whoever has a place.
        switch slots.take(orLater: { [weak self] slot in self?.admit(id, slot) ?? false }) {
        case .slot(let slot): _ = admit(id, slot)
        case .waits(let number):
            let isWaiting = state.withLock { state in
                state.parked[id]?.number = number
                return state.parked[id] != nil
            }
            // It has been cancelled meanwhile, or has got its place.
            if !isWaiting { slots.forget(number) }
        }
    }

    /// Has a run begin that has got its place.
    ///
    /// - Returns: `false` if it has been cancelled: the place is for somebody else.
    private func admit(_ id: ObjectIdentifier, _ slot: InstanceSlots.Slot) -> Bool {
        let woken: Int?? = state.withLock { state in
            guard let ticket = state.parked.removeValue(forKey: id)?.ticket else { return nil }
            ticket.hold(slot)
            return .some(append(ticket, to: &state))
        }
        guard let woken else { return false }
        if let woken { workers[woken].bell.ring() }
        return true
    }
}
