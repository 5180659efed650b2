#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import WASIUnix

/// Interrupts a system that waits for what never comes, so that its case fails and the others go on.
final class Watchdog {
    private let end = HostPair.pipe()
    private let thread: HostThread

    init(_ interrupter: Interrupter, milliseconds: Int32) {
        let reader = end.reader
        thread = HostThread {
            var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, milliseconds) == 0 { interrupter.interrupt() }
        }
    }

    /// Ends the watch.
    func stop() {
        end.closeWriter()
        thread.join()
    }
}
