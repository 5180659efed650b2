#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system has no thread to give.
package struct ThreadUnavailable: Error {
    /// The number that the system calls the reason.
    package let number: Int32
}

/// Starts a thread that takes no signals, which are for the threads that know what to do with them, but for those of its own mistakes: a
/// guest's are such, and the engine knows what to do.
@unsafe
func startThread(
    _ attributes: UnsafePointer<pthread_attr_t>?, _ body: @escaping @Sendable () -> Void
) throws(ThreadUnavailable) -> pthread_t {
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    for signal in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP] { unsafe sigdelset(&all, signal) }
    // A thread begins with its maker's, so there is no moment in which it takes any.
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

    let box = unsafe Unmanaged.passRetained(ThreadBody(body))
    #if os(Linux)
        var thread = pthread_t()
    #else
        var thread: pthread_t?
    #endif
    let number = unsafe pthread_create(&thread, attributes, { unsafe runThread($0) }, box.toOpaque())
    #if os(Linux)
        let started: pthread_t? = number == 0 ? thread : nil
    #else
        let started = number == 0 ? thread : nil
    #endif
    guard let started else {
        unsafe box.release()
        throw ThreadUnavailable(number: number)
    }
    return started
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

@unsafe
private func runThread(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let body = unsafe body else { return nil }
    unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
    return nil
}
