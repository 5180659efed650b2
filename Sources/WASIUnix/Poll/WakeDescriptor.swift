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
///
/// There is a descriptor only when somebody asks for it: a guest that never waits, or not with its thread, needs none.
final class WakeDescriptor: Sendable {
    private let raised = Atomic<Bool>(false)
    private let ends = Mutex<Ends?>(nil)

    private struct Ends: ~Copyable {
        let reader: OwnedDescriptor
        #if os(Linux)
            var writer: Int32 { reader.rawValue }

            init() throws(Errno) { reader = OwnedDescriptor(taking: try Syscall.retrying { cwasi_eventfd() }) }
        #else
            private let writingEnd: OwnedDescriptor
            var writer: Int32 { writingEnd.rawValue }

            init() throws(Errno) {
                var ends: [Int32] = [-1, -1]
                _ = try Syscall.retrying { unsafe pipe(&ends) }
                reader = OwnedDescriptor(taking: ends[0])
                writingEnd = OwnedDescriptor(taking: ends[1])
                _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
                _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
            }
        #endif

        func raise() {
            var one: UInt64 = 1
            _ = try? Syscall.retrying { unsafe write(writer, &one, MemoryLayout<UInt64>.size) }
        }
    }

    /// A descriptor that is readable once the flag is raised. The same each time, and open as long as the flag is there.
    func reader() throws(Errno) -> Int32 { try descriptors().reader }

    /// A descriptor by which the flag can be raised by writing eight bytes, without ``isRaised`` telling of it.
    func writer() throws(Errno) -> Int32 { try descriptors().writer }

    private func descriptors() throws(Errno) -> (reader: Int32, writer: Int32) {
        try ends.withLock { ends throws(Errno) in
            if ends == nil {
                ends = try Ends()
                if raised.load(ordering: .sequentiallyConsistent) { ends?.raise() }
            }
            guard let reader = ends?.reader.rawValue, let writer = ends?.writer else { throw .ioError }
            return (reader, writer)
        }
    }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Raises the flag. Safe on any thread.
    func raise() {
        guard !raised.exchange(true, ordering: .sequentiallyConsistent) else { return }
        ends.withLock { ends in ends?.raise() }
    }
}
