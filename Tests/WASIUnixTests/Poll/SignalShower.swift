#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization
import TestSupport

private let delivered = Atomic<Int>(0)

/// Interrupts the calling thread's system calls with a signal every millisecond, until it is stopped.
final class SignalShower {
    private final class State: Sendable {
        let isStopped = Atomic<Bool>(false)
    }

    private let state = State()
    private let thread: HostThread
    private let start = delivered.load(ordering: .relaxed)

    init() {
        var action = sigaction()
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = { _ in delivered.add(1, ordering: .relaxed) }
        #else
            action.__sigaction_handler.sa_handler = { _ in delivered.add(1, ordering: .relaxed) }
        #endif
        // Without SA_RESTART: calls fail with EINTR.
        sigaction(SIGUSR1, &action, nil)
        // The threads that tests run on block signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        let target = pthread_self()
        let state = state
        thread = HostThread {
            while !state.isStopped.load(ordering: .acquiring) {
                pthread_kill(target, SIGUSR1)
                HostThread.pause(milliseconds: 1)
            }
        }
    }

    /// How many signals have been delivered.
    var count: Int { delivered.load(ordering: .relaxed) - start }

    func stop() {
        state.isStopped.store(true, ordering: .releasing)
        thread.join()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR1)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
