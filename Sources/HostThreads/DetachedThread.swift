#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Threads that nobody waits for.
package enum DetachedThread {
    /// Starts one, for work of the host's own libraries. It takes no signals but those of its own mistakes.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(ThreadUnavailable) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        // Resolvers are libraries of others, with buffers of theirs on the stack; musl's default of 128 KiB is little.
        unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
        _ = unsafe try startThread(&attributes, body)
    }
}
