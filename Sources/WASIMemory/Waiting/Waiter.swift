import WASICore

/// Something whose changes a call can wait for.
enum WaitSource: Hashable {
    case pipe(MemoryPipe)
    case socket(MemorySocket)

    func watch(_ wakeup: Wakeup) {
        switch self {
        case .pipe(let pipe): pipe.watch(wakeup)
        case .socket(let socket): socket.watch(wakeup)
        }
    }

    func unwatch(_ wakeup: Wakeup) {
        switch self {
        case .pipe(let pipe): pipe.unwatch(wakeup)
        case .socket(let socket): socket.unwatch(wakeup)
        }
    }
}

/// The one place where a system waits: with its thread, unless it is told to leave that to another.
final class Waiter {
    private let wakeup: Wakeup
    private var other: (any SystemWaiter)?

    init(_ wakeup: Wakeup) { self.wakeup = wakeup }

    /// Has every later wait that can be that of another be so.
    func leave(to other: any SystemWaiter) { self.other = other }

    /// Makes attempts until one has a result or the deadline has passed.
    ///
    /// - Parameters:
    ///   - sources: What may give an attempt its result by changing.
    ///   - deadline: On the system's monotonic clock; `nil` for never.
    ///   - attempt: Does what the call is for, or gives `nil` if it would have to wait. Never waits itself.
    /// - Returns: `nil` when the deadline has passed.
    /// - Throws: What the attempt throws; ``WASICore/Errno/canceled`` when the system is interrupted.
    func wait<Result>(
        for sources: [WaitSource], until deadline: Timestamp?, _ attempt: () throws(Errno) -> Result?
    ) throws(Errno) -> Result? {
        for source in sources { source.watch(wakeup) }
        defer { for source in sources { source.unwatch(wakeup) } }
        while true {
            let ticket = wakeup.ticket
            if let result = try attempt() { return result }
            // What has come just in time counts.
            if try !sleep(since: ticket, until: deadline) { return try attempt() }
        }
    }

    private func sleep(since ticket: UInt64, until deadline: Timestamp?) throws(Errno) -> Bool {
        guard let other, other.canSuspend else {
            let parker = wakeup.parker
            return try wakeup.sleep(since: ticket, until: deadline, wake: { parker.wake() }) { (deadline) throws(Errno) in
                parker.rest(until: deadline)
            }
        }
        return try wakeup.sleep(since: ticket, until: deadline, wake: other.waker) { (deadline) throws(Errno) in
            try other.wait(for: [], until: deadline)
        }
    }
}
