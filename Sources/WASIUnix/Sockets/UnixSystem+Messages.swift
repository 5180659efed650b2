#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
public import WASICore

// Messages with addresses.
extension UnixSystem {
    public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        let file = try socket(fd, .read)
        guard ReceiveFlags.all.isSuperset(of: flags) else { throw .invalidArgument }
        if file.type == .streamSocket {
            let received = unsafe try receive(
                file, buffers.segments, peek: flags.contains(.peek), all: flags.contains(.waitAll),
                byteCount: buffers.byteCount)
            return ReceivedMessage(
                byteCount: received.byteCount, flags: received.flags, sender: try? remoteAddress(of: fd, file))
        }
        var sender = HostAddress()
        let received = unsafe try receive(file, buffers.segments, flags.contains(.peek) ? cwasi_msg_peek : 0, from: &sender)
        return ReceivedMessage(byteCount: received.byteCount, flags: received.flags, sender: try known(sender, by: fd, file))
    }

    @unsafe
    private func receive(
        _ file: OpenFile, _ segments: Segments, _ flags: Int32, from sender: inout HostAddress
    ) throws(Errno) -> Received {
        var patience = Patience(POLLIN)
        while true {
            do throws(Errno) {
                let part = unsafe try Syscall.receive(file.host, segments, flags: flags, from: &sender)
                return Received(byteCount: part.byteCount, flags: part.isTruncated ? .dataTruncated : [])
            } catch .resourceTemporarilyUnavailable {
                try awaitSocket(file, &patience)
            }
        }
    }

    /// The sender of a message in the guest's form; one that may be answered is taken note of.
    private func known(_ sender: HostAddress, by fd: Descriptor, _ file: OpenFile) throws(Errno) -> SocketAddress? {
        if let address = sender.internet {
            if file.isBoundByRule, !isEveryDestinationAllowed {
                let memory = try socketMemory(of: fd)
                if memory.correspondents == nil { memory.correspondents = Correspondents() }
                memory.correspondents?.insert(address)
            }
            return address
        }
        // A local socket without a name has no address at all.
        return file.family == .unix ? .unix(guestName(ofHost: sender.localName ?? [])) : nil
    }

    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        let file = try socket(fd, .write)
        guard flags.isEmpty else { throw .invalidArgument }
        guard address.family == file.family else { throw .addressFamilyNotSupported }
        if file.type == .streamSocket {
            throw file.stage == .connected || Syscall.isConnected(file.host) ? .socketIsConnected : .socketNotConnected
        }
        if file.stage == .connected { throw .socketIsConnected }
        let address = address.destination
        try checkMaySend(to: address, file)
        if let host = HostAddress(internet: address) {
            return unsafe try send(file, buffers.segments, to: host)
        }
        let target = try destination(address)
        return try target.reach { host throws(Errno) in unsafe try send(file, buffers.segments, to: host) }
    }

    @unsafe
    private func send(_ file: OpenFile, _ segments: Segments, to address: borrowing HostAddress) throws(Errno) -> Int {
        // The rest would be left out.
        if segments.count > Syscall.maximumVectors { throw .messageTooLong }
        var patience = Patience(POLLOUT)
        while true {
            do throws(Errno) {
                return unsafe try Syscall.send(file.host, segments, to: address)
            } catch .resourceTemporarilyUnavailable where file.family == .unix {
                // It is the receiver who has no room, and only a socket that is connected to it is told when it has.
                try pause(file, &patience)
            } catch .resourceTemporarilyUnavailable {
                try awaitSocket(file, &patience)
            }
        }
    }

    /// Fails unless the guest may connect or send to an address: by a rule, or because that one has sent to the socket.
    func checkMaySend(to address: SocketAddress, _ file: OpenFile) throws(Errno) {
        if isEveryDestinationAllowed { return }
        if file.memory >= 0, let correspondents = socketMemories[file.memory]?.correspondents,
            correspondents.contains(address)
        {
            return
        }
        try checkMayConnect(to: address)
    }
}
