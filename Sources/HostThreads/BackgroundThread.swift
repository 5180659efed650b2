#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread that does one thing until it is told to end.
///
/// It takes no signals but those of its own mistakes.
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
        let end = ends[0]
        do throws(ThreadUnavailable) {
            thread = unsafe try startThread(nil) {
                body(end)
                _ = close(end)
            }
        } catch {
            for end in ends { _ = close(end) }
            return nil
        }
        wake = ends[1]
    }

    /// Ends the thread, and waits until it has.
    deinit {
        _ = close(wake)
        _ = pthread_join(thread, nil)
    }
}
