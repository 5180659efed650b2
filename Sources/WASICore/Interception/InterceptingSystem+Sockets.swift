extension InterceptingSystem {
    @inlinable public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.sockOpen(family, type, `protocol`)) { () throws(Errno) in
            .descriptor(try base.openSocket(family, type, `protocol`))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        _ = try interceptor.intercept(.sockBind(fd, address)) { () throws(Errno) in
            try base.bind(fd, to: address)
            return .none
        }
    }
    @inlinable public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        _ = try interceptor.intercept(.sockConnect(fd, address)) { () throws(Errno) in
            try base.connect(fd, to: address)
            return .none
        }
    }
    @inlinable public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        _ = try interceptor.intercept(.sockListen(fd, backlog: backlog)) { () throws(Errno) in
            try base.listen(fd, backlog: backlog)
            return .none
        }
    }
    @inlinable public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.sockAccept(fd, flags)) { () throws(Errno) in
            .descriptor(try base.accept(fd, flags: flags))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno)
        -> Received
    {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.sockRecv(fd, view, flags)) { () throws(Errno) in
            .received(try base.receive(fd, into: &buffers, flags: flags))
        }
        guard case .received(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno)
        -> Int
    {
        let value = try interceptor.intercept(.sockSend(fd, TransferBuffers(buffers), flags)) { () throws(Errno) in
            .count(try base.send(fd, from: buffers, flags: flags))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        _ = try interceptor.intercept(.sockShutdown(fd, directions)) { () throws(Errno) in
            try base.shutdown(fd, directions)
            return .none
        }
    }
    @inlinable public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.sockRecvFrom(fd, view, flags)) { () throws(Errno) in
            .message(try base.receiveMessage(fd, into: &buffers, flags: flags))
        }
        guard case .message(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        let value = try interceptor.intercept(.sockSendTo(fd, TransferBuffers(buffers), flags, address)) {
            () throws(Errno) in .count(try base.send(fd, from: buffers, flags: flags, to: address))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let value = try interceptor.intercept(.sockGetsockopt(fd, option)) { () throws(Errno) in
            .option(try base.option(option, of: fd))
        }
        guard case .option(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.sockSetsockopt(fd, option, value)) { () throws(Errno) in
            try base.setOption(option, to: value, of: fd)
            return .none
        }
    }
    @inlinable public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let value = try interceptor.intercept(.sockGetlocaladdr(fd)) { () throws(Errno) in
            .address(try base.localAddress(of: fd))
        }
        guard case .address(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let value = try interceptor.intercept(.sockGetpeeraddr(fd)) { () throws(Errno) in
            .address(try base.remoteAddress(of: fd))
        }
        guard case .address(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        let value = try interceptor.intercept(.sockGetaddrinfo(query, limit: limit)) { () throws(Errno) in
            .addresses(try base.lookUp(query, limit: limit))
        }
        guard case .addresses(let result) = value else { throw .ioError }
        return result
    }
}
