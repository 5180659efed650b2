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

/// The one place where a system waits.
///
/// A seam: what a call waits for is said here, and how that is done is the waiter's. One that waits without holding a thread would
/// leave the call after it has asked to be told, and see to it that the call is made again.
protocol Waiter: AnyObject {
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
    ) throws(Errno) -> Result?
}

/// Waits by blocking the thread.
final class ThreadWaiter: Waiter {
    private let wakeup: Wakeup

    init(_ wakeup: Wakeup) { self.wakeup = wakeup }

    func wait<Result>(
        for sources: [WaitSource], until deadline: Timestamp?, _ attempt: () throws(Errno) -> Result?
    ) throws(Errno) -> Result? {
        for source in sources { source.watch(wakeup) }
        defer { for source in sources { source.unwatch(wakeup) } }
        while true {
            let ticket = wakeup.ticket
            if let result = try attempt() { return result }
            // What has come just in time counts.
            if try !wakeup.sleep(since: ticket, until: deadline) { return try attempt() }
        }
    }
}
