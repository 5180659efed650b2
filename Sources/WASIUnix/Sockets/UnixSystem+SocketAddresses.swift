public import WASICore

// Which addresses sockets have. Names of local sockets are told as the guest knows them, never as the host does.
extension UnixSystem {
    public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let file = try socket(fd)
        if file.memory >= 0, let name = socketMemories[file.memory]?.name { return .unix(name.guest) }
        return try guestAddress(try Syscall.localAddress(of: file.host), file)
    }

    public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        try remoteAddress(of: fd, try socket(fd))
    }

    func remoteAddress(of fd: Descriptor, _ file: OpenFile) throws(Errno) -> SocketAddress {
        let address = try Syscall.remoteAddress(of: file.host)
        if file.memory >= 0, let name = socketMemories[file.memory]?.peer { return .unix(name) }
        return try guestAddress(address, file)
    }

    private func guestAddress(_ address: HostAddress, _ file: OpenFile) throws(Errno) -> SocketAddress {
        if let address = address.internet { return address }
        guard file.family == .unix else { throw .addressFamilyNotSupported }
        return .unix(guestName(ofHost: address.localName ?? []))
    }
}
