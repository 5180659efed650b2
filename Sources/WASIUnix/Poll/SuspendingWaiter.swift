#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// Waits by giving the thread back.
final class SuspendingWaiter: Waiter {
    private let waiter: any SystemWaiter
    private let thread: ThreadWaiter
    private let wake: WakeDescriptor

    init(_ waiter: any SystemWaiter, thread: ThreadWaiter, wake: WakeDescriptor) {
        self.waiter = waiter
        self.thread = thread
        self.wake = wake
    }

    @unsafe
    func wait(for descriptors: UnsafeMutableBufferPointer<pollfd>, until deadline: Deadline) throws(Errno) -> Bool {
        guard waiter.canSuspend else { return unsafe try thread.wait(for: descriptors, until: deadline) }
        var interests: [HostInterest]?
        while true {
            if unsafe try Syscall.pollNow(UnsafeMutableBufferPointer(rebasing: descriptors[1...])) > 0 { return true }
            if deadline.remaining == .zero { return false }
            if wake.isRaised { throw .canceled }
            let waited = unsafe interests ?? SuspendingWaiter.interests(descriptors)
            interests = waited
            switch deadline {
            case .never: try waiter.wait(for: waited, until: nil)
            case .at(let time): try waiter.wait(for: waited, until: time)
            }
        }
    }

    @unsafe
    private static func interests(_ descriptors: UnsafeMutableBufferPointer<pollfd>) -> [HostInterest] {
        unsafe descriptors[1...].map { entry in
            HostInterest(
                entry.fd, reading: Int32(entry.events) & POLLIN != 0, writing: Int32(entry.events) & POLLOUT != 0)
        }
    }
}
