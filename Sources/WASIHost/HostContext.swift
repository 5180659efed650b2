public import WASICore

/// What host functions need of one guest: its memory, its system, and space to work in.
///
/// Belongs to one instance and is used on the thread that runs it. All space that a call needs is reserved here once, so that
/// calls do not allocate.
@safe
public final class HostContext {
    /// What the guest's calls reach.
    public let system: any SystemInterface
    /// The guest's memory.
    // Calls do not overlap (a host function does not call back into the guest), so a dynamic check would buy nothing; it
    // costs 8 ns a call.
    @safe @exclusivity(unchecked) public var memory: GuestMemory

    @safe @exclusivity(unchecked) @usableFromInline var interruption: Interruption?

    /// Tells, of a call that was canceled, whether the guest is to be left for it. Asked for no other call: what every call asks
    /// costs all of them, and one that returned has not been waiting. Unless set, the guest gets ``WASICore/Errno/canceled``.
    @safe @exclusivity(unchecked) public var leavesWhenCanceled: (() -> Bool)?

    /// Space for the vectors of one call.
    let segments: UnsafeMutableBufferPointer<BufferSegment>
    /// Space for the subscriptions and events of one poll; grows on demand up to ``HostLimits/subscriptions``.
    @safe @exclusivity(unchecked) var poll = unsafe PollSpace()

    /// Makes the context of an instance.
    public init(system: any SystemInterface, memory: GuestMemory) {
        self.system = system
        self.memory = memory
        unsafe segments = .allocate(capacity: HostLimits.vectors)
    }

    deinit {
        unsafe segments.deallocate()
        unsafe poll.deallocate()
    }

    /// Notes that the guest is to be left.
    ///
    /// - Returns: The error for the body to throw.
    public func interrupt(_ reason: Interruption) -> Errno {
        interruption = reason
        return .interrupted_
    }

    /// Whether the guest is to be left.
    @inlinable var isInterrupted: Bool { interruption != nil || memory.fault != nil }

    /// Whether an error is the guest's to see.
    @inline(never) @usableFromInline
    func isForGuest(_ error: Errno) -> Bool {
        if error == .interrupted_ { return !isInterrupted }
        if error == .canceled, let leavesWhenCanceled { return !leavesWhenCanceled() }
        return true
    }

    /// Why the guest is to be left; forgotten afterwards.
    public func takeInterruption(of function: HostFunction) -> Interruption? {
        defer {
            interruption = nil
            memory.fault = nil
        }
        if var fault = memory.fault {
            fault.function = function.name
            return .fault(fault)
        }
        return interruption
    }
}

/// What a single call may make the host hold. The guest's own memory bounds the rest.
public enum HostLimits {
    /// Vectors of a read or write; POSIX systems take as many (`IOV_MAX`). More: ``WASICore/Errno/invalidArgument``.
    public static let vectors = 1024
    /// Subscriptions of a poll; less than 5 MiB of host memory. More: ``WASICore/Errno/invalidArgument``.
    public static let subscriptions = 65_536
    /// The bytes of a path; longer than any host takes. More: ``WASICore/Errno/fileNameTooLong``.
    public static let pathBytes = 65_536
    /// Answers of a look-up, however many the guest has room for. More are left out.
    public static let answers = 256
    /// The bytes of a host's or a service's name; names of hosts have 253 at most. Longer ones are unknown.
    public static let nameBytes = 1024
}
