#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CTraceSpool
import Synchronization
import WASICore

/// Where a trace goes. No line that is complete is lost, however the process ends.
///
/// Once there are more than a few, lines for a file are handed to a process of their own, which has them there within about a
/// millisecond; others are written at once. By one thread at a time.
@safe
final class TraceOutput: @unchecked Sendable {
    private let path: String?
    private let descriptor: Int32
    private let isFile: Bool
    @safe @exclusivity(unchecked) private var spool: OpaquePointer?
    /// How many lines have been written at once.
    @safe @exclusivity(unchecked) private var lineCount = 0
    /// The number of the reason why something was not written.
    private let failure = Atomic<Int32>(0)

    /// Opens a file, which is emptied; `nil` stands for standard error.
    init(_ path: String?) throws(CommandFailure) {
        self.path = path
        guard let path else {
            descriptor = STDERR_FILENO
            isFile = false
            return
        }
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandFailure(.wasirunFailed, "--trace-output \(path.visible): \(TraceOutput.reason(errno))")
        }
        var status = stat()
        // Who reads a pipe or a terminal sees each line when it is there.
        isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Takes a line. What cannot be written is told at the end.
    @inline(__always)
    func write(_ line: RawSpan) {
        if let spool {
            unsafe line.withUnsafeBytes { unsafe cspool_write(spool, $0.baseAddress, $0.count) }
        } else {
            writeNow(line)
            lineCount &+= 1
            // Starting the process takes as long as some hundred lines, which is all that many programs have.
            if lineCount == 300, isFile { unsafe spool = cspool_start(descriptor) }
        }
    }

    @inline(never)
    private func writeNow(_ line: RawSpan) {
        let number = unsafe line.withUnsafeBytes { unsafe writeAll($0, to: descriptor) }
        if number != 0 { failure.store(number, ordering: .relaxed) }
    }

    /// Waits until all lines are where they go, and says so if some are not.
    func finish() {
        var number: Int32 = 0
        if let spool { number = unsafe cspool_finish(spool) }
        if number == 0 { number = failure.load(ordering: .relaxed) }
        guard number != 0, let path else { return }
        StandardError.print("wasirun: --trace-output \(path.visible): \(TraceOutput.reason(number)); lines are missing")
    }

    private static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
