#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// The one place where a system waits.
///
/// A seam: what waits without holding a thread, or on a virtual clock, implements the same call.
protocol Waiter: AnyObject {
    /// Waits until one of `descriptors` is ready or the deadline has passed, whichever comes first; signals do not end it.
    ///
    /// - Parameter descriptors: The first is the waiter's own to fill in. The `revents` of all are set on return.
    /// - Returns: Whether one is ready.
    /// - Throws: ``WASICore/Errno/canceled`` when the system is interrupted.
    @unsafe
    func wait(for descriptors: UnsafeMutableBufferPointer<pollfd>, until deadline: Deadline) throws(Errno) -> Bool
}

extension Waiter {
    /// Waits until one descriptor is ready for `events`, or in error.
    @inline(never)
    func wait(for fd: Int32, _ events: Int32, until deadline: Deadline = .never) throws(Errno) -> Bool {
        try unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { set throws(Errno) in
            unsafe set[1] = pollfd(fd: fd, events: Int16(truncatingIfNeeded: events), revents: 0)
            return unsafe try wait(for: set, until: deadline)
        }
    }
}

extension Waiter {
    /// Waits until one of several descriptors is ready for `events`, or in error.
    func wait(forAny list: [Int32], _ events: Int32, until deadline: Deadline) throws(Errno) -> Bool {
        try unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: list.count + 1) { set throws(Errno) in
            for (index, fd) in list.enumerated() {
                unsafe set[index + 1] = pollfd(fd: fd, events: Int16(truncatingIfNeeded: events), revents: 0)
            }
            return unsafe try wait(for: set, until: deadline)
        }
    }

    /// Lets time pass.
    func pause(until deadline: Deadline) throws(Errno) {
        _ = try unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 1) { set throws(Errno) in
            unsafe try wait(for: set, until: deadline)
        }
    }
}

/// Waits by blocking the thread, unless it is told to leave that to another.
final class ThreadWaiter: Waiter {
    private let wake: WakeDescriptor
    /// What ends the waiting; -1 until something is first waited for.
    @safe @exclusivity(unchecked) private var reader: Int32 = -1

    /// Who waits instead.
    private var other: (any Waiter)?
    @safe @exclusivity(unchecked) private var hasOther = false

    init(wake: WakeDescriptor) { self.wake = wake }

    /// Has every later wait be that of another.
    func leave(to other: any Waiter) {
        self.other = other
        hasOther = true
    }

    @unsafe
    func wait(for descriptors: UnsafeMutableBufferPointer<pollfd>, until deadline: Deadline) throws(Errno) -> Bool {
        if hasOther { return unsafe try waitElsewhere(for: descriptors, until: deadline) }
        // Who does not wait cannot be woken.
        if case .at(.zero) = deadline {
            return unsafe try Syscall.pollNow(UnsafeMutableBufferPointer(rebasing: descriptors[1...])) > 0
        }
        if reader < 0 { try openReader() }
        unsafe descriptors[0] = pollfd(fd: reader, events: Int16(truncatingIfNeeded: POLLIN), revents: 0)
        while true {
            let remaining = deadline.remaining
            do throws(Errno) {
                let count = unsafe try Syscall.poll(descriptors, timeout: remaining)
                if unsafe descriptors[0].revents != 0 { throw .canceled }
                if count > 0 { return true }
                if deadline.remaining == .zero { return false }
            } catch .interrupted {
                // The time that is left is computed anew.
            }
        }
    }

    @unsafe
    @inline(never)
    private func waitElsewhere(
        for descriptors: UnsafeMutableBufferPointer<pollfd>, until deadline: Deadline
    ) throws(Errno) -> Bool {
        guard let other else { return false }
        return unsafe try other.wait(for: descriptors, until: deadline)
    }

    // By itself, so that a wait counts no references.
    @inline(never)
    private func openReader() throws(Errno) { reader = try wake.reader() }
}
