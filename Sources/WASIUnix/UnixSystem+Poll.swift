#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
public import WASICore

extension UnixSystem: PollCalls {
    /// Three steps: what is there is sorted into what is due at once and what has to be waited for; one wait; and every
    /// subscription is looked at again, because all that are due are reported.
    ///
    /// Regular files and directories are always ready.
    public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        guard !subscriptions.isEmpty, events.freeCapacity >= subscriptions.count else { throw .invalidArgument }
        if wake.isRaised { throw .canceled }
        var clock = PollClock(origin: monotonicOrigin)
        pollSet.reset(limit: table.capacity)

        var isDue = false
        for index in subscriptions.indices where prepare(subscriptions[index], &clock) { isDue = true }
        if !isDue || !pollSet.isEmpty { try wait(&clock, isDue: isDue) }
        for index in subscriptions.indices {
            if let event = event(subscriptions[index], &clock) { events.append(event) }
        }
    }

    /// Takes note of a subscription.
    ///
    /// - Returns: Whether it is due already.
    private func prepare(_ subscription: Subscription, _ clock: inout PollClock) -> Bool {
        switch subscription.kind {
        case .invalid: return true
        case .clock(let id, let timeout, _, let isAbsolute):
            guard id == .monotonic || id == .realtime else { return true }
            return clock.add(id, timeout, isAbsolute: isAbsolute)
        case .read(let fd): return prepare(fd, for: .read)
        case .write(let fd): return prepare(fd, for: .write)
        }
    }

    private func prepare(_ fd: Descriptor, for type: EventType) -> Bool {
        guard let file = try? pollable(fd, for: type), !file.isAlwaysReady else { return true }
        if file.stage == .fresh { return false }
        pollSet.add(fd, host: file.host, type == .read ? readEvents : POLLOUT)
        return false
    }

    /// Looks up what is to be polled.
    private func pollable(_ fd: Descriptor, for type: EventType) throws(Errno) -> OpenFile {
        let file = try table.file(fd, rights: .poll)
        // One who accepts may also ask when he can write: never, but event loops ask for both at once (mio does).
        if type == .write, file.stage == .listening { return file }
        guard !file.rights.isDisjoint(with: type == .read ? [.read, .accept] : .write) else { throw .notCapable }
        return file
    }

    /// Waits for what has been taken note of; only looks if something is due anyway.
    private func wait(_ clock: inout PollClock, isDue: Bool) throws(Errno) {
        #if os(Linux)
            if pollSet.count > pollQueueThreshold, try waitWithQueue(&clock, isDue: isDue) { return }
        #endif
        if isDue {
            // No time passes that would be worth looking at the clocks again.
            _ = unsafe try Syscall.pollNow(pollSet.descriptors)
            return
        }
        while true {
            let isReady = unsafe try waiter.wait(for: pollSet.all, until: clock.deadline())
            clock.advance()
            if isReady || clock.isAnyDue() { return }
        }
    }

    #if os(Linux)
        /// Waits as ``wait(_:isDue:)`` does, for many descriptors.
        ///
        /// - Returns: `false` if one of them is nothing that the queue takes. Nothing has happened then.
        private func waitWithQueue(_ clock: inout PollClock, isDue: Bool) throws(Errno) -> Bool {
            let queue: Int32
            do throws(Errno) { queue = try pollQueue.watch(pollSet) } catch { return false }
            while true {
                if try pollQueue.collect(into: &pollSet) || isDue { return true }
                let isReady = try waiter.wait(for: queue, POLLIN, until: clock.deadline())
                clock.advance()
                if !isReady, clock.isAnyDue() { return true }
            }
        }
    #endif

    /// The event of a subscription, if it is due.
    private func event(_ subscription: Subscription, _ clock: inout PollClock) -> Event? {
        let userData = subscription.userData
        switch subscription.kind {
        case .invalid(let error, let type):
            return Event(userData: userData, type: type, error: error)
        case .clock(let id, let timeout, _, let isAbsolute):
            guard id == .monotonic || id == .realtime else {
                return Event(userData: userData, type: .clock, error: .notSupported)
            }
            guard clock.isDue(id, timeout, isAbsolute: isAbsolute) else { return nil }
            return Event(userData: userData, type: .clock)
        case .read(let fd): return event(fd, .read, userData)
        case .write(let fd): return event(fd, .write, userData)
        }
    }

    private func event(_ fd: Descriptor, _ type: EventType, _ userData: UInt64) -> Event? {
        let file: OpenFile
        do throws(Errno) {
            file = try pollable(fd, for: type)
        } catch {
            return Event(userData: userData, type: type, error: error)
        }
        var event = Event(userData: userData, type: type)
        if file.isAlwaysReady {
            if type == .read { event.byteCount = bytesToEnd(of: file) }
            return event
        }
        if file.stage == .fresh { return nil }
        let result = pollSet.result(fd)
        guard result & (type == .read ? readEvents : POLLOUT) | result & (POLLERR | POLLHUP | POLLNVAL) != 0 else {
            return nil
        }
        if type == .read, file.stage != .listening { event.byteCount = Syscall.bytesAvailable(file.host) }
        event.isHangup = result & POLLHUP != 0
        // The reading end of a pipe is gone.
        if type == .write, !file.isSocket, result & POLLERR != 0 { event.isHangup = true }
        // The peer of a connection has closed its side, and all that it has sent is read.
        if type == .read, result & peerClosed != 0, event.byteCount == 0 { event.isHangup = true }
        return event
    }

    /// How much a read of a regular file would bring.
    private func bytesToEnd(of file: OpenFile) -> FileSize {
        guard file.type == .regularFile, let status = try? Syscall.status(file.host),
            let position = try? Syscall.seek(file.host, 0, .current)
        else { return 0 }
        let size = FileSize(clamping: status.st_size)
        return size > position ? size - position : 0
    }
}

extension OpenFile {
    /// Whether a poll need not ask the host.
    fileprivate var isAlwaysReady: Bool { type == .regularFile || type == .directory || type == .blockDevice }
}

#if os(Linux)
    private var peerClosed: Int32 { cwasi_pollrdhup }
#else
    private var peerClosed: Int32 { 0 }
#endif

private var readEvents: Int32 { POLLIN | peerClosed }
