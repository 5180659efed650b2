#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostThreads
import Synchronization
import WASICore

/// Work of the host's resolver, on a thread of its own.
///
/// `getaddrinfo` cannot be interrupted, and takes as long as the machine's configuration says: half a minute with a silent server.
/// So the caller waits for a descriptor, and for interruption, and leaves when the time is over. The thread then goes on alone;
/// what it holds goes with it.
final class HostLookUp<Answer: Sendable>: Sendable {
    private let outcome = Mutex<Result<Answer, Errno>?>(nil)
    private let done = WakeDescriptor()

    /// Does `work` on a thread, and waits for it.
    ///
    /// - Throws: What `work` throws; ``WASICore/Errno/lookUpFailedForNow`` when the time is over or too many threads are still at
    ///   work, ``WASICore/Errno/canceled``.
    static func run(
        _ waiter: any Waiter, until deadline: Deadline, _ work: @escaping @Sendable () throws(Errno) -> Answer
    ) throws(Errno) -> Answer {
        let lookUp = HostLookUp()
        // Before the thread, which nobody could wait for otherwise.
        let done = try lookUp.done.reader()
        try lookUp.start(work)
        guard try waiter.wait(for: done, POLLIN, until: deadline) else { throw .lookUpFailedForNow }
        guard let outcome = lookUp.outcome.withLock({ $0 }) else { throw .lookUpFailed }
        return try outcome.get()
    }

    private init() {}

    private func start(_ work: @escaping @Sendable () throws(Errno) -> Answer) throws(Errno) {
        guard LookUpThreads.enter() else { throw .lookUpFailedForNow }
        do throws(ThreadUnavailable) {
            try DetachedThread.start { [self] in
                let result: Result<Answer, Errno>
                do throws(Errno) { result = .success(try work()) } catch { result = .failure(error) }
                outcome.withLock { $0 = result }
                LookUpThreads.leave()
                done.raise()
            }
        } catch {
            LookUpThreads.leave()
            throw Errno(host: error.number)
        }
    }
}

/// How many threads look something up in this process.
///
/// A guest waits for one at a time and leaves it after ``NameResolver/timeLimit`` at the earliest, so one guest has few; the limit
/// is for a host with many guests and a resolver that does not answer.
enum LookUpThreads {
    static let limit = 64
    private static let count = Atomic<Int>(0)

    static func enter() -> Bool {
        if count.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
        leave()
        return false
    }

    static func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}
