#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reports once a second that a compilation is still under way, on a thread of its own.
///
/// For large modules only: small ones are done before the first second, and a thread has its price.
final class CompilationTicker {
    private let thread: pthread_t
    /// Closing it wakes the thread.
    private let wake: Int32

    init?(_ compiler: WasmCompiler, _ byteCount: Int, _ report: (@Sendable (CompilationProgress) -> Void)?) {
        guard let report, byteCount > CompilerPolicy.smallModuleByteCount else { return nil }
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let start = CompilationProgress(compiler: compiler, moduleByteCount: byteCount, elapsedSeconds: 0)
        let ticks = unsafe Unmanaged.passRetained(Ticks(start: start, wake: ends[0], report: report))
        #if os(Linux)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let error = unsafe pthread_create(
            &thread, nil,
            { ticks in
                #if os(Linux)
                    guard let ticks = unsafe ticks else { return nil }
                #endif
                unsafe Unmanaged<Ticks>.fromOpaque(ticks).takeRetainedValue().run()
                return nil
            }, ticks.toOpaque())
        #if os(Linux)
            let started: pthread_t? = error == 0 ? thread : nil
        #else
            let started = error == 0 ? thread : nil
        #endif
        guard let started else {
            unsafe ticks.release()
            for end in ends { _ = close(end) }
            return nil
        }
        self.thread = started
        wake = ends[1]
    }

    /// Ends the reports. None comes after this has returned.
    func stop() {
        _ = close(wake)
        _ = pthread_join(thread, nil)
    }

    /// What the thread does.
    private final class Ticks: Sendable {
        let start: CompilationProgress
        let wake: Int32
        let report: @Sendable (CompilationProgress) -> Void

        init(start: CompilationProgress, wake: Int32, report: @escaping @Sendable (CompilationProgress) -> Void) {
            self.start = start
            self.wake = wake
            self.report = report
        }

        func run() {
            var progress = start
            let begin = HostFileStatus.now()
            while true {
                progress.elapsedSeconds += 1
                let due = begin + Int64(progress.elapsedSeconds) * 1_000_000_000
                let wait = (due - HostFileStatus.now()) / 1_000_000
                var waited = pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
                let woken = unsafe poll(&waited, 1, Int32(clamping: max(wait, 1)))
                if woken > 0 { break }
                report(progress)
            }
            _ = close(wake)
        }
    }
}
