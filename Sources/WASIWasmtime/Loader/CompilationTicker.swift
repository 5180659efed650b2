#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostClocks
import HostThreads

/// Reports once a second that a compilation is still under way, on a thread of its own.
///
/// For large modules only: small ones are done before the first second, and a thread has its price.
final class CompilationTicker {
    private var thread: BackgroundThread?

    init?(_ compiler: WasmCompiler, _ byteCount: Int, _ report: (@Sendable (CompilationProgress) -> Void)?) {
        guard let report, byteCount > CompilerPolicy.smallModuleByteCount else { return nil }
        let start = CompilationProgress(compiler: compiler, moduleByteCount: byteCount, elapsedSeconds: 0)
        guard let thread = BackgroundThread({ end in tick(from: start, until: end, report) }) else { return nil }
        self.thread = thread
    }

    /// Ends the reports. None comes after this has returned.
    func stop() { thread = nil }
}

/// What the thread does.
private func tick(
    from start: CompilationProgress, until end: Int32, _ report: @Sendable (CompilationProgress) -> Void
) {
    var progress = start
    let begin = HostClock.monotonic
    while true {
        progress.elapsedSeconds += 1
        let due = begin &+ UInt64(clamping: progress.elapsedSeconds) &* 1_000_000_000
        let now = HostClock.monotonic
        let wait = due > now ? (due - now) / 1_000_000 : 0
        var waited = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&waited, 1, Int32(clamping: max(wait, 1))) > 0 { return }
        report(progress)
    }
}
