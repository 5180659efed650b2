#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
public import WASICore

// The four calls that preview 1 itself has. The others are in Sockets/.
extension UnixSystem: SocketCalls {
    /// On a listening socket whose host description blocks and from which other processes accept too, another one may take
    /// the connection that was waiting; the call then waits for the next and cannot be interrupted.
    public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let file = try socket(fd, .accept)
        guard flags.isSubset(of: .nonBlocking) else { throw .invalidArgument }
        // A connection that has no room stays with the host.
        try table.checkRoom()
        var patience = Patience(POLLIN)
        while true {
            do throws(Errno) {
                // Only where the host does not block is it the quickest to try at once.
                if !file.isHostNonBlocking, try !waiter.wait(for: file.host, POLLIN, until: .at(.zero)) {
                    throw .resourceTemporarilyUnavailable
                }
                let descriptor = try Syscall.accept(file.host)
                var connection = OpenFile(newSocket: .stream, file.family, rights: file.inheriting)
                connection.flags = flags
                connection.stage = .connected
                if file.memory >= 0 { connection.memory = inheritedMemory(of: file) }
                return try install(descriptor, connection)
            } catch .resourceTemporarilyUnavailable {
                // There is none, or somebody else took it.
                try awaitSocket(file, &patience)
            } catch let error where error.isOfConnection {
                // It is gone with the error: the peer has given up before anybody looked, or cannot be reached any more.
            }
        }
    }

    /// What an accepted connection has of the listening socket.
    @inline(never)
    private func inheritedMemory(of listener: OpenFile) -> Int32 {
        guard let memory = socketMemories[listener.memory], memory.name != nil || memory.linger != nil else { return -1 }
        let inherited = SocketMemory()
        inherited.name = memory.name
        inherited.linger = memory.linger
        return socketMemories.insert(inherited)
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
        let isStream = file.type == .streamSocket
        var received = Received(byteCount: 0)
        let wanted = all && !peek && isStream && !file.flags.contains(.nonBlocking) ? byteCount : 0
        var patience = Patience(POLLIN)
        while true {
            do throws(Errno) {
                let part =
                    unsafe received.byteCount == 0
                    ? try Syscall.receive(file.host, segments, flags: flags, isStream: isStream)
                    : try withRemainder(of: segments, after: received.byteCount) { rest throws(Errno) in
                        unsafe try Syscall.receive(file.host, rest, flags: flags, isStream: true)
                    }
                received.byteCount += part.byteCount
                if part.isTruncated { received.flags.insert(.dataTruncated) }
                if part.byteCount == 0 || received.byteCount >= wanted { return received }
            } catch .resourceTemporarilyUnavailable {
                do throws(Errno) {
                    try awaitSocket(file, &patience)
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
        return unsafe try send(file, buffers.segments, byteCount: buffers.byteCount)
    }

    /// Sends: all bytes, unless the descriptor is not to wait or something is wrong; a message is sent in one piece or not at
    /// all.
    @inline(never)
    @unsafe
    func send(_ file: OpenFile, _ segments: Segments, byteCount: Int) throws(Errno) -> Int {
        let isStream = file.type == .streamSocket
        // The rest of a message would be left out.
        if !isStream, segments.count > Syscall.maximumVectors { throw .messageTooLong }
        var done = 0
        var patience = Patience(POLLOUT)
        while true {
            do throws(Errno) {
                done +=
                    unsafe done == 0
                    ? try Syscall.send(file.host, segments)
                    : try withRemainder(of: segments, after: done) { rest throws(Errno) in
                        unsafe try Syscall.send(file.host, rest)
                    }
                if done >= byteCount || !isStream || file.flags.contains(.nonBlocking) { return done }
            } catch .resourceTemporarilyUnavailable {
                do throws(Errno) {
                    try awaitSocket(file, &patience)
                } catch {
                    if done > 0 { return done }
                    throw error
                }
            } catch {
                // What has been sent is reported; the error comes with the next call.
                if done > 0 { return done }
                throw error
            }
        }
    }

    public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        let file: OpenFile
        do throws(Errno) {
            file = try socket(fd, .shutdown)
        } catch .notCapable {
            // A listening socket that was granted has not the right; POSIX says that nobody is connected.
            throw try socket(fd).stage == .listening ? .socketNotConnected : .notCapable
        }
        guard !directions.isEmpty, ShutdownDirections.all.isSuperset(of: directions) else { throw .invalidArgument }
        // Linux would shut it down, and calls it no error for local sockets that are not connected; the other systems do as
        // POSIX says.
        if file.stage == .listening { throw .socketNotConnected }
        if file.family == .unix, file.stage != .connected, !Syscall.isConnected(file.host) { throw .socketNotConnected }
        try Syscall.shutdown(file.host, directions)
    }

    /// Looks up a socket.
    @inline(__always)
    func socket(_ fd: Descriptor, _ rights: Rights = []) throws(Errno) -> OpenFile {
        let file = try table.file(fd)
        guard file.isSocket else { throw .notSocket }
        guard file.rights.isSuperset(of: rights) else { throw .notCapable }
        return file
    }
}

extension Errno {
    /// Whether `accept` hands on what has befallen the connection, as Linux does, and not the listening socket.
    fileprivate var isOfConnection: Bool {
        switch self {
        case .connectionAborted, .networkDown, .networkUnreachable, .noRouteToHost, .protocolError, .protocolNotAvailable:
            true
        default: false
        }
    }
}
