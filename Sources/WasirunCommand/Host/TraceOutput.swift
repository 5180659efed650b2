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
/// Lines for a file are handed to a process of their own, which has them there within about a millisecond; others are written at once.
@safe
final class TraceOutput: Sendable {
    private let path: String?
    private let descriptor: Int32
    /// Nothing is given to it but by the calls of a guest, which do not overlap.
    @safe nonisolated(unsafe) private let spool: OpaquePointer?
    /// The number of the reason why something was not written.
    private let failure = Atomic<Int32>(0)

    /// Opens a file, which is emptied; `nil` stands for standard error.
    init(_ path: String?) throws(CommandFailure) {
        self.path = path
        guard let path else {
            descriptor = STDERR_FILENO
            spool = nil
            return
        }
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandFailure(.wasirunFailed, "--trace-output \(path.visible): \(TraceOutput.reason(errno))")
        }
        var status = stat()
        // Who reads a pipe or a terminal sees each line when it is there.
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        unsafe spool = isFile ? cspool_start(descriptor) : nil
    }

    /// Whether a person may be watching.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Takes a line. What cannot be written is told at the end.
    @inline(__always)
    func write(_ line: RawSpan) {
        if let spool {
            unsafe line.withUnsafeBytes { unsafe cspool_write(spool, $0.baseAddress, $0.count) }
        } else {
            writeNow(line)
        }
    }

    @inline(never)
    private func writeNow(_ line: RawSpan) {
        unsafe line.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = unsafe systemWrite(descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&waiting, 1, -1)
                    continue
                }
                guard count > 0 else { return failure.store(count < 0 ? errno : EIO, ordering: .relaxed) }
                done += count
            }
        }
    }

    /// Waits until all lines are where they go, and says so if some are not.
    func finish() {
        var number = failure.load(ordering: .relaxed)
        if let spool { number = unsafe cspool_finish(spool) }
        guard number != 0, let path else { return }
        StandardError.print("wasirun: --trace-output \(path.visible): \(TraceOutput.reason(number)); lines are missing")
    }

    private static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}

/// Of the same name as the method that calls it.
@unsafe
private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, base, count)
}
