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
        var guestCount = 0
        /// The workers that have nothing to do, by their index.
        var idle: Set<Int> = []
        var isEnding = false
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
    var queuedRunCount: Int { state.withLock { $0.queue.count } }

    /// Has a run begin when there is room for it.
    func submit(_ ticket: GuestTicket, _ finish: @escaping GuestTicket.Finish) {
        // Before it can be found by anybody.
        guard ticket.expect(finish) else { return finish(.success(RunResult(status: .interrupted(.caller)))) }
        let woken: Int?? = state.withLock { state in
            guard state.queue.count < configuration.maximumQueuedRuns, !state.isEnding else { return nil }
            state.queue.append(ticket)
            return .some(state.guestCount < configuration.maximumGuests ? state.idle.popFirst() : nil)
        }
        guard let woken else { return ticket.finish(.failure(.busy)) }
        if let woken { workers[woken].bell.ring() }
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
        let isQueued = state.withLock { $0.queue.remove(ticket) }
        if isQueued { ticket.finish(.success(RunResult(status: .interrupted(.caller)))) }
    }

    /// Ends the threads, once their guests are gone.
    func end() {
        let queued = state.withLock { state in
            state.isEnding = true
            return state.queue.removeAll()
        }
        for ticket in queued { ticket.finish(.success(RunResult(status: .interrupted(.caller)))) }
        for worker in workers { worker.post(.end) }
        ticker.end()
        loader.end()
    }
}

/// Runs in the order in which they came. Taking one out of the middle leaves a hole.
struct TicketQueue {
    private var tickets: [GuestTicket?] = []
    private var first = 0
    private(set) var count = 0

    mutating func append(_ ticket: GuestTicket) {
        tickets.append(ticket)
        count += 1
    }

    mutating func popFirst() -> GuestTicket? {
        while first < tickets.count {
            let ticket = tickets[first]
            tickets[first] = nil
            first += 1
            // What is behind is moved when half of the room is empty, so that each is moved twice at most.
            if first > 64, first * 2 > tickets.count {
                tickets.removeFirst(first)
                first = 0
            }
            if let ticket {
                count -= 1
                return ticket
            }
        }
        return nil
    }

    mutating func remove(_ ticket: GuestTicket) -> Bool {
        guard let index = tickets[first...].firstIndex(where: { $0 === ticket }) else { return false }
        tickets[index] = nil
        count -= 1
        return true
    }

    mutating func removeAll() -> [GuestTicket] {
        defer { self = TicketQueue() }
        return tickets.compactMap { $0 }
    }
}
