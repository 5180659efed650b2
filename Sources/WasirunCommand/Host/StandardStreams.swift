#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// What `wasirun` itself prints as its answer.
enum StandardOutput {
    /// Prints a text and ends its line.
    static func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }
}

/// What `wasirun` itself has to say.
enum StandardError {
    /// Whether a person may be watching.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Prints a text of one or more lines and ends the last. What a terminal would obey is spelt out: a message can hold names
    /// that the guest has chosen.
    static func print(_ text: String) {
        let text = text.visibleLines
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// Replaces the text of the present line.
    static func showLine(_ text: String) { write("\r\u{1b}[K\(text.visible)", to: STDERR_FILENO) }
}

/// A file that `wasirun` writes for the person who has started it. Stays open until the process ends.
struct OutputFile {
    private let descriptor: Int32

    /// Creates or empties it.
    init(_ path: String, option: String) throws(CommandFailure) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw CommandFailure(.wasirunFailed, "\(option) \(path): cannot write \"\(path)\": \(reason)")
        }
    }

    /// Writes a text and ends its line.
    func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: descriptor) }

    /// Writes bytes.
    func put(_ bytes: [UInt8]) { _ = unsafe bytes.withUnsafeBytes { unsafe writeAll($0, to: descriptor) } }
}

/// Writes all of a text, unless the other side is gone: nobody is left to tell then.
private func write(_ text: String, to descriptor: Int32) {
    var text = text
    _ = text.withUTF8 { bytes in unsafe writeAll(UnsafeRawBufferPointer(bytes), to: descriptor) }
}

/// Writes all of some bytes, unless the other side is gone.
///
/// - Returns: 0, or the number of the reason why not all of them are written.
@unsafe
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
        let block = unsafe UnsafeRawBufferPointer(rebasing: rest)
        let count = unsafe write(descriptor, block.baseAddress, block.count)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = unsafe poll(&waiting, 1, -1)
            continue
        }
        guard count > 0 else { return count < 0 ? errno : EIO }
        unsafe rest = rest.dropFirst(count)
    }
    return 0
}
