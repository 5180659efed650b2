#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostClocks
import WASICore

// All that this target asks of the operating system: the time, and to let a thread rest.

enum HostMachine {
    /// Nanoseconds that never go backwards.
    static var monotonicTime: Timestamp { Timestamp(rawValue: HostClock.monotonic) }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    static var realTime: Timestamp { Timestamp(rawValue: HostClock.realtime) }

    /// The processor time of this process.
    static var processTime: Timestamp { Timestamp(rawValue: HostClock.processTime) }

    /// The processor time of this thread.
    static var threadTime: Timestamp { Timestamp(rawValue: HostClock.threadTime) }

    /// Lets other threads run.
    static func yield() { _ = sched_yield() }
}

/// Where one thread rests until another one wakes it.
///
/// Waking leaves a mark, so that whoever rests afterwards goes on at once: nothing is lost between a look and a rest.
// The pointers never change, and what they lead to is made for being used by several threads.
@safe
final class ThreadParker: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by the mutex.
    private let isWoken: UnsafeMutablePointer<Bool>

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition = .allocate(capacity: 1)
        unsafe condition.initialize(to: pthread_cond_t())
        unsafe isWoken = .allocate(capacity: 1)
        unsafe isWoken.initialize(to: false)
        unsafe pthread_mutex_init(mutex, nil)
        #if canImport(Darwin)
            unsafe pthread_cond_init(condition, nil)
        #else
            var attributes = pthread_condattr_t()
            unsafe pthread_condattr_init(&attributes)
            unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            unsafe pthread_cond_init(condition, &attributes)
            unsafe pthread_condattr_destroy(&attributes)
        #endif
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
        unsafe isWoken.deallocate()
    }

    /// Wakes the thread that rests, or the next one that is about to.
    func wake() {
        unsafe pthread_mutex_lock(mutex)
        unsafe isWoken.pointee = true
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Rests until somebody wakes the thread or a point in time of ``HostMachine/monotonicTime`` has come; may return earlier.
    func rest(until deadline: Timestamp?) {
        unsafe pthread_mutex_lock(mutex)
        while unsafe !isWoken.pointee {
            guard let deadline else {
                unsafe pthread_cond_wait(condition, mutex)
                continue
            }
            let left = deadline - HostMachine.monotonicTime
            if left == .zero { break }
            #if canImport(Darwin)
                var span = timespec(left)
                unsafe pthread_cond_timedwait_relative_np(condition, mutex, &span)
            #else
                var end = timespec(deadline)
                unsafe pthread_cond_timedwait(condition, mutex, &end)
            #endif
        }
        unsafe isWoken.pointee = false
        unsafe pthread_mutex_unlock(mutex)
    }
}

extension timespec {
    fileprivate init(_ time: Timestamp) {
        self.init()
        tv_sec = time_t(clamping: time.seconds)
        tv_nsec = Int(time.subsecondNanoseconds)
    }
}
