#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostThreads
import WASIMiddleware

/// Has calls shown that wait, ten times a second. Without a thread for it, they are shown when they return.
final class TraceClock: Sendable {
    private let thread: BackgroundThread?

    init(_ waiting: TraceWaiting) {
        thread = BackgroundThread { end in
            var ending = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            while unsafe poll(&ending, 1, 100) == 0 { waiting.show() }
        }
    }
}
