import WASICore

// Systems that are right but for one thing.

/// Calls what it accepts datagrams.
final class MistypedAccept: Forwarder {
    private var accepted: Set<Descriptor> = []

    override func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let connection = try base.accept(fd, flags: flags)
        accepted.insert(connection)
        return connection
    }

    override func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        var status = try base.status(of: fd)
        if accepted.contains(fd) { status.type = .datagramSocket }
        return status
    }
}

/// Reports at most one event a poll.
final class ForgetfulPoll: Forwarder {
    override func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        try base.poll(subscriptions, into: &events)
        while events.count > 1 { _ = events.removeLast() }
    }
}

/// Takes all of a span's precision as a wait of its own, as wasi-go does.
final class PedanticPoll: Forwarder {
    override func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        let changed = subscriptions.indices.map { index -> Subscription in
            var subscription = subscriptions[index]
            if case .clock(let clock, let timeout, let precision, let isAbsolute) = subscription.kind {
                subscription.kind = .clock(
                    clock, timeout: timeout + precision, precision: precision, isAbsolute: isAbsolute)
            }
            return subscription
        }
        try base.poll(changed.span, into: &events)
    }
}

/// Waits half as long as it is asked to.
final class HastyPoll: Forwarder {
    override func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        let changed = subscriptions.indices.map { index -> Subscription in
            var subscription = subscriptions[index]
            if case .clock(let clock, let timeout, let precision, false) = subscription.kind, timeout != .max {
                let half = Timestamp.nanoseconds(timeout.rawValue / 2)
                subscription.kind = .clock(clock, timeout: half, precision: precision, isAbsolute: false)
            }
            return subscription
        }
        try base.poll(changed.span, into: &events)
    }
}

/// Closes what is renumbered to its own number, as wasi-go does.
final class ClosingRenumber: Forwarder {
    override func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        if fd == target { try base.close(fd) }
    }
}

/// Lets rights be added.
final class GenerousRights: Forwarder {
    private var granted: [Descriptor: Rights] = [:]

    override func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        _ = try base.status(of: fd)
        granted[fd] = rights
    }

    override func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        var status = try base.status(of: fd)
        if let rights = granted[fd] { status.rights = rights }
        return status
    }
}

/// Takes what it only peeks at.
final class GreedyPeek: Forwarder {
    override func receive(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> Received {
        try base.receive(fd, into: &buffers, flags: flags.subtracting(.peek))
    }
}

/// Cuts messages and does not say so.
final class SilentTruncation: Forwarder {
    override func receive(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> Received {
        Received(byteCount: try base.receive(fd, into: &buffers, flags: flags).byteCount)
    }
}

/// Never forgets why a socket could not connect.
final class LastingError: Forwarder {
    private var errors: [Descriptor: Errno] = [:]

    override func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let value = try base.option(option, of: fd)
        guard option == .error else { return value }
        if case .error(let error?) = value { errors[fd] = error }
        return .error(errors[fd])
    }
}

/// Lets datagrams of a connected socket go elsewhere, as Linux does.
final class UnfaithfulDatagrams: Forwarder {
    override func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        do throws(Errno) {
            return try base.send(fd, from: buffers, flags: flags, to: address)
        } catch .socketIsConnected {
            return buffers.byteCount
        }
    }
}

/// Brings the same bytes each time.
final class ConstantRandomness: Forwarder {
    override func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        for offset in buffer.byteOffsets { buffer.storeBytes(of: 4, toByteOffset: offset, as: UInt8.self) }
    }
}

/// Shows every entry twice.
final class StutteringListing: Forwarder {
    override func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        try base.readDirectory(fd, from: cookie) { entry throws(Errno) in
            guard try visit(entry) else { return false }
            return try visit(entry)
        }
    }
}

/// Says that a symbolic link to an absolute path was made.
final class AbsoluteLinks: Forwarder {
    override func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        do throws(Errno) {
            try base.createSymlink(to: target, at: path)
        } catch {
            guard String(repairing: target).hasPrefix("/") else { throw error }
        }
    }
}

/// Takes note of no timeout, and waits for ever.
final class ForgottenTimeouts: Forwarder {
    override func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        if option == .receiveTimeout || option == .sendTimeout { return }
        try base.setOption(option, to: value, of: fd)
    }
}
