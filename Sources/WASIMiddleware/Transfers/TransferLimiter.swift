import WASICore

/// Passes calls on, and lets the next transfer move less than the guest asks for.
///
/// An ``WASICore/Interceptor`` cannot shorten the buffers of a call; it puts this behind itself and says how much may pass.
final class TransferLimiter: ForwardingSystem {
    let base: any SystemInterface
    /// How many bytes the next transfer may move; taken by it. `nil` for all.
    var next: Int?

    init(_ base: any SystemInterface) { self.base = base }

    /// What is taken by a transfer of so many bytes; `nil` if it need not be shortened.
    @inline(__always)
    private func take(_ byteCount: Int) -> Int? {
        guard let limit = next else { return nil }
        next = nil
        return limit < byteCount ? limit : nil
    }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        guard let limit = take(buffers.byteCount) else { return try base.read(fd, into: &buffers) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in try base.read(fd, into: &part) }
    }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int {
        guard let limit = take(buffers.byteCount) else { return try base.read(fd, into: &buffers, at: offset) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in try base.read(fd, into: &part, at: offset) }
    }

    func receive(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> Received {
        guard let limit = take(buffers.byteCount) else { return try base.receive(fd, into: &buffers, flags: flags) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in
            try base.receive(fd, into: &part, flags: flags)
        }
    }

    func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        guard let limit = take(buffers.byteCount) else { return try base.receiveMessage(fd, into: &buffers, flags: flags) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in
            try base.receiveMessage(fd, into: &part, flags: flags)
        }
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        guard let limit = take(buffers.byteCount) else { return try base.write(fd, from: buffers) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in try base.write(fd, from: part) }
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        guard let limit = take(buffers.byteCount) else { return try base.write(fd, from: buffers, at: offset) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in try base.write(fd, from: part, at: offset) }
    }

    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        guard let limit = take(buffers.byteCount) else { return try base.send(fd, from: buffers, flags: flags) }
        return try buffers.withPrefix(limit) { (part) throws(Errno) in try base.send(fd, from: part, flags: flags) }
    }
}
