#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread that does one thing until it is told to end.
///
/// It takes no signals, which are for the threads that know what to do with them, but for those of its own mistakes: a guest's are such,
/// and the engine knows what to do.
// Nothing of it changes; a thread is a pointer on some platforms.
package final class BackgroundThread: @unchecked Sendable {
    /// What the thread is given: a descriptor that becomes readable when it is to end, which it must not close.
    package typealias Body = @Sendable (_ end: Int32) -> Void

    private let thread: pthread_t
    /// Closing it wakes the thread.
    private let wake: Int32

    /// Starts it; `nil` if the system has no thread or descriptors to give.
    package init?(_ body: @escaping Body) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let box = unsafe Unmanaged.passRetained(Box(end: ends[0], body: body))
        #if os(Linux)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let error = unsafe pthread_create(
            &thread, nil,
            { box in
                #if os(Linux)
                    guard let box = unsafe box else { return nil }
                #endif
                unsafe Unmanaged<Box>.fromOpaque(box).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        #if os(Linux)
            let started: pthread_t? = error == 0 ? thread : nil
        #else
            let started = error == 0 ? thread : nil
        #endif
        guard let started else {
            unsafe box.release()
            for end in ends { _ = close(end) }
            return nil
        }
        self.thread = started
        wake = ends[1]
    }

    /// Ends the thread, and waits until it has.
    deinit {
        _ = close(wake)
        _ = pthread_join(thread, nil)
    }

    private final class Box: Sendable {
        private let end: Int32
        private let body: Body

        init(end: Int32, body: @escaping Body) {
            self.end = end
            self.body = body
        }

        func run() {
            var all = sigset_t()
            _ = unsafe sigfillset(&all)
            for signal in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP] { _ = unsafe sigdelset(&all, signal) }
            _ = unsafe pthread_sigmask(SIG_SETMASK, &all, nil)
            body(end)
            _ = close(end)
        }
    }
}
