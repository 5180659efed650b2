#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import Synchronization
import WASICore

/// A flag that can be polled: a descriptor becomes readable with it, and stays so.
final class WakeDescriptor: Sendable {
    private let raised = Atomic<Bool>(false)
    private let reader: OwnedDescriptor

    #if os(Linux)
        init() throws(Errno) { reader = OwnedDescriptor(taking: try Syscall.retrying { cwasi_eventfd() }) }

        var writer: Int32 { reader.rawValue }
    #else
        private let writingEnd: OwnedDescriptor

        init() throws(Errno) {
            var ends: [Int32] = [-1, -1]
            _ = try Syscall.retrying { unsafe pipe(&ends) }
            reader = OwnedDescriptor(taking: ends[0])
            writingEnd = OwnedDescriptor(taking: ends[1])
            _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
            _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        }

        var writer: Int32 { writingEnd.rawValue }
    #endif

    /// Readable once the flag is raised.
    var rawValue: Int32 { reader.rawValue }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Raises the flag. Safe on any thread.
    func raise() {
        guard !raised.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var one: UInt64 = 1
        _ = try? Syscall.retrying { unsafe write(writer, &one, MemoryLayout<UInt64>.size) }
    }
}
