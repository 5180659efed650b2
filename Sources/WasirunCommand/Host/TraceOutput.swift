#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// Where a trace goes. Each line is written at once, so that none is lost however the process ends.
struct TraceOutput: Sendable {
    private let descriptor: Int32

    /// Opens a file, which is emptied; `nil` stands for standard error.
    init(_ path: String?) throws(CommandFailure) {
        guard let path else {
            descriptor = STDERR_FILENO
            return
        }
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw CommandFailure(.wasirunFailed, "--trace-output \(path.visible): \(reason)")
        }
    }

    /// Whether a person may be watching.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes a line. Nobody is left to tell of what cannot be written.
    func write(_ line: RawSpan) {
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
                guard count > 0 else { return }
                done += count
            }
        }
    }
}

/// Of the same name as the method that calls it.
@unsafe
private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, base, count)
}
