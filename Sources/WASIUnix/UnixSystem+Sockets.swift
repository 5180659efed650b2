#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
public import WASICore

extension UnixSystem: SocketCalls {
    /// On a listening socket whose host description blocks and from which other processes accept too, another one may take
    /// the connection that was waiting; the call then waits for the next and cannot be interrupted.
    public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let file = try socket(fd, .accept)
        guard flags.isSubset(of: .nonBlocking) else { throw .invalidArgument }
        try table.checkRoom()
        while true {
            try awaitReadiness(of: file, POLLIN, isNew: true)
            do throws(Errno) {
                let connection = OpenFile(
                    host: -1, type: file.type, flags: flags, rights: file.inheriting)
                return try install(try Syscall.accept(file.host), connection)
            } catch .resourceTemporarilyUnavailable where !file.flags.contains(.nonBlocking) {
                // Somebody else took it.
            } catch .connectionAborted {
                // The peer has given up before anybody looked.
            }
        }
    }

    public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received
    {
        let file = try socket(fd, .read)
        guard ReceiveFlags.all.isSuperset(of: flags) else { throw .invalidArgument }
        return unsafe try receive(
            file, buffers.segments, peek: flags.contains(.peek), all: flags.contains(.waitAll),
            byteCount: buffers.byteCount)
    }

    /// Receives, waiting if need be.
    ///
    /// - Parameter all: Whether a stream is waited for until `byteCount` bytes have come. Not together with `peek`.
    @inline(never)
    @unsafe
    func receive(
        _ file: OpenFile, _ segments: Segments, peek: Bool, all: Bool, byteCount: Int = 0
    ) throws(Errno) -> Received {
        let flags = peek ? cwasi_msg_peek : 0
        var received = Received(byteCount: 0)
        let wanted = all && !peek && file.type == .streamSocket && !file.flags.contains(.nonBlocking) ? byteCount : 0
        while true {
            do throws(Errno) {
                let part =
                    unsafe received.byteCount == 0
                    ? try Syscall.receive(file.host, segments, flags: flags)
                    : try withRemainder(of: segments, after: received.byteCount) { rest throws(Errno) in
                        unsafe try Syscall.receive(file.host, rest, flags: flags)
                    }
                received.byteCount += part.byteCount
                if part.isTruncated { received.flags.insert(.dataTruncated) }
                if part.byteCount == 0 || received.byteCount >= wanted { return received }
            } catch .resourceTemporarilyUnavailable {
                do throws(Errno) {
                    try awaitReadiness(of: file, POLLIN)
                } catch {
                    if received.byteCount > 0 { return received }
                    throw error
                }
            } catch {
                if received.byteCount > 0 { return received }
                throw error
            }
        }
    }

    public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        let file = try socket(fd, .write)
        guard flags.isEmpty else { throw .invalidArgument }
        return unsafe try writeStream(fd, file, buffers.segments, byteCount: buffers.byteCount)
    }

    public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        let file = try socket(fd, .shutdown)
        guard !directions.isEmpty, ShutdownDirections.all.isSuperset(of: directions) else { throw .invalidArgument }
        try Syscall.shutdown(file.host, directions)
    }

    /// Looks up a socket.
    private func socket(_ fd: Descriptor, _ rights: Rights) throws(Errno) -> OpenFile {
        let file = try table.file(fd)
        guard file.isSocket else { throw .notSocket }
        guard file.rights.isSuperset(of: rights) else {
            // Linux would shut a listening socket down; POSIX and the other systems say that nobody is connected.
            if rights == .shutdown, Syscall.isListening(file.host) { throw .socketNotConnected }
            throw .notCapable
        }
        return file
    }
}
