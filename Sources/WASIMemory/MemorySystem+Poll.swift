public import WASICore

extension MemorySystem {
    /// Regular files and directories are always ready.
    public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        guard !subscriptions.isEmpty, events.freeCapacity >= subscriptions.count else { throw .invalidArgument }
        if wakeup.isInterrupted { throw .canceled }
        let start = clock.monotonicTime
        if appendDue(subscriptions, since: start, to: &events) { return }
        // Only now is it worth knowing what is waited for.
        var sources: Set<WaitSource> = []
        var deadline: Timestamp?
        for index in subscriptions.indices {
            switch subscriptions[index].kind {
            case .read(let fd), .write(let fd): if let source = source(of: fd) { sources.insert(source) }
            case .clock(let id, let timeout, _, let isAbsolute):
                guard let due = self.due(id, timeout, isAbsolute, since: start) else { continue }
                deadline = min(deadline ?? .max, due)
            case .invalid: break
            }
        }
        let list = Array(sources)
        while true {
            let isDue: Bool? = try waiter.wait(for: list, until: deadline) { () throws(Errno) -> Bool? in
                appendDue(subscriptions, since: start, to: &events) ? true : nil
            }
            if isDue == true { return }
            // The wall clock of the host may have been set back meanwhile; look again.
            deadline = clock.monotonicTime + .nanoseconds(1_000_000)
        }
    }

    /// Appends the event of each subscription that is due.
    private func appendDue(
        _ subscriptions: Span<Subscription>, since start: Timestamp, to events: inout OutputSpan<Event>
    ) -> Bool {
        let now = clock.monotonicTime
        for index in subscriptions.indices {
            if let event = event(subscriptions[index], since: start, at: now) { events.append(event) }
        }
        return !events.isEmpty
    }

    /// When a clock is due, on the monotonic clock; `nil` for never, or for a clock that cannot be waited for.
    private func due(_ id: Clock, _ timeout: Timestamp, _ isAbsolute: Bool, since start: Timestamp) -> Timestamp? {
        guard id == .monotonic || id == .realtime, timeout != .max else { return nil }
        if !isAbsolute { return start + timeout }
        if id == .monotonic { return timeout }
        return clock.monotonicTime + (timeout - clock.realTime)
    }

    private func event(_ subscription: Subscription, since start: Timestamp, at now: Timestamp) -> Event? {
        let userData = subscription.userData
        switch subscription.kind {
        case .invalid(let error, let type): return Event(userData: userData, type: type, error: error)
        case .clock(let id, let timeout, _, let isAbsolute):
            guard id == .monotonic || id == .realtime else {
                return Event(userData: userData, type: .clock, error: .notSupported)
            }
            if timeout != .zero {
                if timeout == .max { return nil }
                let isOver =
                    isAbsolute && id == .realtime
                    ? clock.realTime >= timeout : now >= (isAbsolute ? timeout : start + timeout)
                if !isOver { return nil }
            }
            return Event(userData: userData, type: .clock)
        case .read(let fd): return event(fd, .read, userData)
        case .write(let fd): return event(fd, .write, userData)
        }
    }

    private func event(_ fd: Descriptor, _ type: EventType, _ userData: UInt64) -> Event? {
        var event = Event(userData: userData, type: type)
        do throws(Errno) {
            guard let readiness = try readiness(of: fd, type) else { return nil }
            event.byteCount = readiness.byteCount
            event.isHangup = readiness.isHangup
        } catch {
            event.error = error
        }
        return event
    }

    /// How ready a descriptor is; `nil` if it is not.
    private func readiness(of fd: Descriptor, _ type: EventType) throws(Errno) -> Readiness? {
        let file = try file(fd, .poll)
        if case .socket(let socket) = file.resource {
            // One who accepts may also ask when he can write: never, but event loops ask for both at once.
            if type == .write, socket.isListening { return nil }
            try checkRights(file, type)
            return socket.readiness(type)
        }
        try checkRights(file, type)
        switch file.resource {
        case .socket: return nil
        case .node(let handle):
            guard type == .read, file.type == .regularFile else { return Readiness() }
            let size = (try? withFiles { (store) throws(Errno) in try store.attributes(handle.node).size }) ?? 0
            return Readiness(byteCount: size > handle.position ? size - handle.position : 0)
        case .stream(.pipe(let pipe)):
            if type == .read {
                let state = pipe.readiness
                return state.isReadable ? Readiness(byteCount: UInt64(state.count), isHangup: state.isHangup) : nil
            }
            let room = pipe.room
            return room.isWritable ? Readiness(isHangup: room.isHangup) : nil
        case .stream: return Readiness()
        }
    }

    private func checkRights(_ file: OpenFile, _ type: EventType) throws(Errno) {
        guard !file.rights.isDisjoint(with: type == .read ? [.read, .accept] : .write) else { throw .notCapable }
    }

    /// What may make a descriptor ready by changing.
    private func source(of fd: Descriptor) -> WaitSource? {
        switch table[fd]?.resource {
        case .socket(let socket): .socket(socket)
        case .stream(.pipe(let pipe)): .pipe(pipe)
        default: nil
        }
    }
}

/// What a poll tells of something that is ready.
struct Readiness {
    var byteCount: FileSize = 0
    var isHangup = false
}
