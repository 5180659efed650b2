#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// How long one call on a socket waits: found out when it first has to.
struct Patience {
    /// What it waits for: `POLLIN` or `POLLOUT`.
    let events: Int32
    fileprivate var deadline: Deadline?
    fileprivate var moment = Timestamp.nanoseconds(500_000)

    init(_ events: Int32) { self.events = events }
}

extension UnixSystem {
    /// Waits for a socket to become ready, as long as its timeout says, or throws if it is not to wait.
    ///
    /// - Throws: ``WASICore/Errno/resourceTemporarilyUnavailable``, ``WASICore/Errno/canceled``.
    @inline(never)
    func awaitSocket(_ file: OpenFile, _ patience: inout Patience) throws(Errno) {
        if file.flags.contains(.nonBlocking) { throw .resourceTemporarilyUnavailable }
        let deadline = patience.deadline(of: file)
        guard try waiter.wait(for: file.host, patience.events, until: deadline) else {
            throw .resourceTemporarilyUnavailable
        }
    }

    /// Lets a moment pass, for what no event of the host tells of; the next one is longer, up to 16 ms.
    ///
    /// - Throws: As ``awaitSocket(_:_:)``.
    @inline(never)
    func pause(_ file: OpenFile, _ patience: inout Patience) throws(Errno) {
        if file.flags.contains(.nonBlocking) { throw .resourceTemporarilyUnavailable }
        let now = Syscall.monotonicTime()
        var end = now + patience.moment
        if case .at(let limit) = patience.deadline(of: file) {
            if limit <= now { throw .resourceTemporarilyUnavailable }
            end = min(end, limit)
        }
        patience.moment = min(patience.moment + patience.moment, .nanoseconds(16_000_000))
        try waiter.pause(until: .at(end))
    }

    /// Waits before a socket is closed until the peer has what was sent, as long as the guest has asked for.
    ///
    /// The host does so too, but cannot be interrupted. What is unsent when the time is over goes on being sent.
    func linger(_ file: OpenFile, _ memory: SocketMemory?) {
        guard let span = memory?.linger, file.type == .streamSocket, file.ownsDescription else { return }
        if file.stage == .fresh || file.stage == .listening || file.flags.contains(.nonBlocking) { return }
        try? Syscall.shutdown(file.host, .send)
        let end = Syscall.monotonicTime() + span
        var moment = Timestamp.nanoseconds(500_000)
        while Syscall.bytesUnsent(file.host) > 0 {
            let now = Syscall.monotonicTime()
            if now >= end { return }
            do throws(Errno) { try waiter.pause(until: .at(min(now + moment, end))) } catch { return }
            moment = min(moment + moment, .nanoseconds(16_000_000))
        }
    }
}

extension Patience {
    fileprivate mutating func deadline(of file: OpenFile) -> Deadline {
        if let deadline { return deadline }
        let found = Syscall.socketDeadline(events, of: file.host)
        deadline = found
        return found
    }
}
