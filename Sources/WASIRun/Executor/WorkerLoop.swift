import WASICore
import WASIWasmtime

/// What a worker's thread does: it gives its guests their turns, and waits when all of them wait.
final class WorkerLoop {
    let worker: GuestWorker
    let core: ExecutorCore
    let stacks = FiberStacks()

    private enum Due {
        /// A guest's wait, by its number, is over.
        case wait(UInt64, number: UInt64)
        /// A guest's time is up.
        case timeout(UInt64)
    }

    private var tasks: [UInt64: GuestTask] = [:]
    private var ids: [ObjectIdentifier: UInt64] = [:]
    private var nextID: UInt64 = 1
    private var ready: [GuestTask] = []
    private var timers = TimerHeap<Due>()
    private var readiness: ReadinessQueue?
    private var isEnding = false
    private var hasWaited = false

    init(_ worker: GuestWorker, _ core: ExecutorCore) {
        self.worker = worker
        self.core = core
        readiness = ReadinessQueue(bell: worker.bell.descriptor)
    }

    func run() {
        while true {
            takeMessages()
            fireTimers()
            let isIdle = ready.isEmpty
            if let ticket = core.next(for: worker, isIdle: isIdle) {
                begin(ticket)
            } else if isIdle {
                if isEnding, tasks.isEmpty { return }
                waitForEvents()
                continue
            }
            // Each that is ready now has one turn before anybody else looks.
            var turns = Array(ready.reversed())
            ready.removeAll(keepingCapacity: true)
            while !turns.isEmpty {
                // What the guest had open is closed before its end is told.
                guard let (ticket, result) = step(turns.removeLast()) else { continue }
                core.leave()
                ticket.finish(result)
            }
            collectEvents(.zero)
        }
    }

    // MARK: Guests

    private func begin(_ ticket: GuestTicket) {
        let id = nextID
        nextID += 1
        do throws(RunError) {
            let task = try GuestTask(ticket, id, self)
            tasks[id] = task
            ids[ObjectIdentifier(ticket)] = id
            if let timeout = ticket.command.timeout {
                timers.add(HostTime.now() + Timestamp(clamping: timeout), .timeout(id))
            }
            ticket.begin(task.run, on: worker)
            if isEnding { ticket.stop(.caller) }
            ready.append(task)
        } catch {
            ticket.dropSlot()
            ticket.finish(.failure(error))
            core.leave()
        }
    }

    /// Gives a guest a turn.
    ///
    /// - Returns: What its run has come to, if it has ended.
    private func step(_ task: GuestTask) -> (GuestTicket, Result<RunResult, RunError>)? {
        worker.beginTurn(task.engine)
        core.ticker.noteTurn()
        let progress = task.step()
        worker.endTurn()
        switch progress {
        case .suspended: return nil
        case .yielded:
            ready.append(task)
            return nil
        case .ended:
            tasks[task.id] = nil
            ids[ObjectIdentifier(task.ticket)] = nil
            return (task.ticket, task.result())
        }
    }

    // MARK: Waiting

    /// Notes that a guest waits. It is in its own host call, which it leaves next.
    func park(_ task: GuestTask, _ interests: [HostInterest], _ deadline: Timestamp?) {
        var limit = deadline
        for interest in interests where readiness?.add(interest, for: task.id) != true {
            // Not for the kernel to watch; looked at again soon.
            let soon = HostTime.now() + .nanoseconds(10_000_000)
            limit = limit.map { min($0, soon) } ?? soon
        }
        if let limit { timers.add(limit, .wait(task.id, number: task.waitNumber)) }
    }

    /// Has a guest that waits go on.
    private func wake(_ task: GuestTask) {
        guard let interests = task.endWait() else { return }
        for interest in interests { readiness?.remove(interest, of: task.id) }
        ready.append(task)
    }

    private func takeMessages() {
        if hasWaited || worker.bell.isRung { worker.bell.silence() }
        hasWaited = false
        for message in worker.takeMessages() {
            switch message {
            case .wake(let ticket):
                if let id = ids[ticket], let task = tasks[id] {
                    task.noteWake()
                    wake(task)
                }
            case .end:
                isEnding = true
                for task in tasks.values { task.ticket.stop(.caller) }
            }
        }
    }

    private func fireTimers() {
        guard timers.first != nil else { return }
        let now = HostTime.now()
        while let due = timers.popDue(now) {
            switch due {
            case .wait(let id, let number): if let task = tasks[id], task.waitNumber == number { wake(task) }
            case .timeout(let id): tasks[id]?.ticket.stop(.timeout)
            }
        }
        // Waits that ended before their time leave their timers behind.
        if timers.count > 64, timers.count > 4 * tasks.count {
            timers.keep { due in
                switch due {
                case .wait(let id, let number): tasks[id]?.waitNumber == number
                case .timeout(let id): tasks[id] != nil
                }
            }
        }
    }

    private func waitForEvents() {
        hasWaited = true
        guard let first = timers.first else { return collectEvents(nil) }
        let now = HostTime.now()
        collectEvents(first > now ? first - now : .zero)
    }

    private func collectEvents(_ time: Timestamp?) {
        var woken: [UInt64] = []
        readiness?.wait(time) { woken.append($0) }
        for id in woken { if let task = tasks[id] { wake(task) } }
    }
}
