import WASICore
import WASIWasmtime

/// A system that stops its guest when it writes more to standard output and standard error than it may.
///
/// What would exceed the limit is not written at all. The streams are followed when they are given other numbers.
final class OutputLimit: ForwardingSystem {
    let base: any SystemInterface
    private let guest: GuestInterrupter
    /// The bytes that may still be written.
    private var remaining: Int
    private var streams: Set<Descriptor> = [.standardOutput, .standardError]

    init(_ base: any SystemInterface, maximumBytes: Int, guest: GuestInterrupter) {
        self.base = base
        self.guest = guest
        remaining = max(maximumBytes, 0)
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        try check(fd, buffers.byteCount)
        return count(fd, try base.write(fd, from: buffers))
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int {
        try check(fd, buffers.byteCount)
        return count(fd, try base.write(fd, from: buffers, at: offset))
    }

    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        try check(fd, buffers.byteCount)
        return count(fd, try base.send(fd, from: buffers, flags: flags))
    }

    func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        try check(fd, buffers.byteCount)
        return count(fd, try base.send(fd, from: buffers, flags: flags, to: address))
    }

    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target else { return }
        let isStream = streams.remove(fd) != nil
        if isStream { streams.insert(target) } else { streams.remove(target) }
    }

    func close(_ fd: Descriptor) throws(Errno) {
        try base.close(fd)
        streams.remove(fd)
    }

    private func check(_ fd: Descriptor, _ byteCount: Int) throws(Errno) {
        guard streams.contains(fd), byteCount > remaining else { return }
        guest.interrupt(.output)
        // The guest does not see it: it is left when the call returns.
        throw .canceled
    }

    private func count(_ fd: Descriptor, _ written: Int) -> Int {
        if streams.contains(fd) { remaining -= min(written, remaining) }
        return written
    }
}
