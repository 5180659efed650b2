import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Wakes a thread that waits for a descriptor.
final class Bell: Sendable {
    /// Readable when the bell was rung.
    let descriptor: Int32
    private let writer: Int32
    private let rung = Atomic(false)

    init() throws(RunError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .system(HostReadError(number: errno).reason) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        _ = close(descriptor)
        _ = close(writer)
    }

    /// Wakes the thread. Ringing a bell that was rung costs nothing.
    func ring() {
        guard !rung.exchange(true, ordering: .sequentiallyConsistent) else { return }
        var byte: UInt8 = 1
        _ = unsafe write(writer, &byte, 1)
    }

    /// Whether it was rung since it was silenced. Who has waited for it silences it in any case: what rings may be about to.
    var isRung: Bool { rung.load(ordering: .sequentiallyConsistent) }

    /// Makes it silent again. What was to be told must be looked at afterwards.
    func silence() {
        var bytes: UInt64 = 0
        _ = unsafe read(descriptor, &bytes, 8)
        rung.store(false, ordering: .sequentiallyConsistent)
    }

    /// Waits until it was rung or some time has passed, in milliseconds; -1 for ever.
    func wait(milliseconds: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&entry, 1, milliseconds)
    }
}

/// The machine's processors that this process may use.
enum HostProcessors {
    static var count: Int { Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
