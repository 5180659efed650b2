#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

extension UnixSystem {
    /// See ``WASICore/SocketCalls/connect(_:to:)``.
    ///
    /// When ``WASICore/SocketOption/sendTimeout`` has passed, a socket that blocks gets ``WASICore/Errno/nowInProgress`` too: the host
    /// goes on connecting it.
    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let file = try socket(fd)
        guard !file.rights.isDisjoint(with: [.read, .write]) else { throw .notCapable }
        guard address.family == file.family else { throw .addressFamilyNotSupported }
        if file.type == .streamSocket, file.stage == .connected || file.stage == .listening { throw .socketIsConnected }
        let address = address.destination
        try checkMaySend(to: address, file)
        let target = try destination(address)
        do throws(Errno) {
            try establish(fd, file, target)
        } catch .nowInProgress {
            try notePeer(of: fd, address)
            throw .nowInProgress
        }
        try notePeer(of: fd, address)
    }

    /// Connects, and waits if need be.
    private func establish(_ fd: Descriptor, _ file: OpenFile, _ target: borrowing HostDestination) throws(Errno) {
        var stage = file.stage
        var patience = Patience(POLLOUT)
        while true {
            do throws(Errno) {
                try target.reach { address throws(Errno) in try connect(file, to: address) }
                try table.update(fd) { $0.stage = .connected }
                // Linux says so only from the next time on.
                if stage == .connecting, file.stage == .connecting, file.flags.contains(.nonBlocking) { break }
                return
            } catch let error where error == .nowInProgress || error == .alreadyInProcess {
                stage = .connecting
                try table.update(fd) { $0.stage = .connecting }
                if file.flags.contains(.nonBlocking) { throw error }
                try awaitOutcome(of: file, &patience)
            } catch .resourceTemporarilyUnavailable where file.family == .unix && !file.flags.contains(.nonBlocking) {
                // The other's queue is full, and nothing tells when it is not.
                try pause(file, &patience)
            } catch .connectionAborted where stage == .connecting {
                // The host remembers an attempt whose error has been read already.
                stage = .fresh
            } catch .socketIsConnected where stage == .connecting && !file.flags.contains(.nonBlocking) {
                try table.update(fd) { $0.stage = .connected }
                return
            } catch .invalidArgument where file.type == .streamSocket && Syscall.isListening(file.host) {
                break
            } catch {
                if stage == .connecting { try table.update(fd) { $0.stage = .fresh } }
                throw error
            }
        }
        throw .socketIsConnected
    }

    /// Waits until the host has connected a socket or has given up; the next attempt tells which.
    private func awaitOutcome(of file: OpenFile, _ patience: inout Patience) throws(Errno) {
        do throws(Errno) {
            try awaitSocket(file, &patience)
        } catch .resourceTemporarilyUnavailable {
            throw .nowInProgress
        }
        #if !os(Linux)
            let number = try Syscall.socketOption(SO_ERROR, of: file.host)
            if number != 0 { throw Errno(host: number) }
        #endif
    }

    /// Makes the call, which does not wait.
    private func connect(_ file: OpenFile, to address: borrowing HostAddress) throws(Errno) {
        if file.isHostNonBlocking || file.type == .datagramSocket { return try Syscall.connect(file.host, to: address) }
        // Others may have this unconnected socket too. The flag is put back at once, since they may mind.
        let flags = try Syscall.statusFlags(file.host)
        try Syscall.setStatusFlags(flags | O_NONBLOCK, of: file.host)
        defer { try? Syscall.setStatusFlags(flags, of: file.host) }
        try Syscall.connect(file.host, to: address)
    }

    /// Keeps the name that the guest knows a local peer by.
    private func notePeer(of fd: Descriptor, _ address: SocketAddress) throws(Errno) {
        guard case .unix(let name) = address else { return }
        try socketMemory(of: fd).peer = name
    }
}
