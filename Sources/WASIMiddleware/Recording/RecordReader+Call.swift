import WASICore

extension RecordReader {
    /// Reads a call with its arguments.
    ///
    /// - Parameters:
    ///   - isShown: Whether the call is to be looked at; otherwise its buffers stay empty.
    ///   - body: Is given the call, as far as it was recorded.
    mutating func call(isShown: Bool = true, _ body: (borrowing SystemCall) -> Void) throws(Malformed) {
        let name = try choice(SystemCallName.self)
        switch name {
        case .argsGet: body(.argsGet)
        case .environGet: body(.environGet)
        case .schedYield: body(.schedYield)

        case .clockResGet: body(.clockResGet(try choice(Clock.self)))
        case .clockTimeGet: body(.clockTimeGet(try choice(Clock.self), precision: try time()))

        case .fdAdvise:
            body(.fdAdvise(try descriptor(), offset: try number(), length: try number(), try choice(Advice.self)))
        case .fdAllocate: body(.fdAllocate(try descriptor(), offset: try number(), length: try number()))
        case .fdClose: body(.fdClose(try descriptor()))
        case .fdDatasync: body(.fdDatasync(try descriptor()))
        case .fdFdstatGet: body(.fdFdstatGet(try descriptor()))
        case .fdFilestatGet: body(.fdFilestatGet(try descriptor()))
        case .fdPrestatGet: body(.fdPrestatGet(try descriptor()))
        case .fdSync: body(.fdSync(try descriptor()))
        case .fdTell: body(.fdTell(try descriptor()))
        case .sockGetlocaladdr: body(.sockGetlocaladdr(try descriptor()))
        case .sockGetpeeraddr: body(.sockGetpeeraddr(try descriptor()))
        case .fdFdstatSetFlags: body(.fdFdstatSetFlags(try descriptor(), try flags()))
        case .sockAccept: body(.sockAccept(try descriptor(), try flags()))
        case .fdFdstatSetRights: body(.fdFdstatSetRights(try descriptor(), try rights(), inheriting: try rights()))
        case .fdFilestatSetSize: body(.fdFilestatSetSize(try descriptor(), try number()))
        case .fdFilestatSetTimes: body(.fdFilestatSetTimes(try descriptor(), try times()))
        case .fdRenumber: body(.fdRenumber(try descriptor(), to: try descriptor()))
        case .fdSeek: body(.fdSeek(try descriptor(), try signed(), try choice(Whence.self)))
        case .fdReaddir: body(.fdReaddir(try descriptor(), DirectoryCookie(rawValue: try number())))

        case .fdPread, .fdRead, .fdPwrite, .fdWrite, .randomGet, .sockRecv, .sockRecvFrom, .sockSend, .sockSendTo:
            try transfer(name, isShown, body)

        case .pathCreateDirectory, .pathRemoveDirectory, .pathUnlinkFile, .pathFilestatGet, .pathFilestatSetTimes, .pathLink,
            .pathOpen, .pathReadlink, .pathRename, .pathSymlink:
            try pathCall(name, isShown, body)

        case .pollOneoff:
            let subscriptions = try list { reader throws(Malformed) in try reader.subscription() }
            body(.pollOneoff(subscriptions.span))

        case .procExit: body(.procExit(ExitCode(rawValue: try number(as: UInt32.self))))
        case .procRaise: body(.procRaise(try choice(Signal.self)))

        case .sockOpen:
            body(.sockOpen(try choice(AddressFamily.self), try choice(SocketType.self), try choice(SocketProtocol.self)))
        case .sockBind: body(.sockBind(try descriptor(), try address()))
        case .sockConnect: body(.sockConnect(try descriptor(), try address()))
        case .sockListen:
            let fd = try descriptor()
            guard let backlog = Int32(exactly: try signed()) else { throw Malformed() }
            body(.sockListen(fd, backlog: backlog))
        case .sockShutdown: body(.sockShutdown(try descriptor(), ShutdownDirections(rawValue: try byte())))
        case .sockGetsockopt: body(.sockGetsockopt(try descriptor(), try socketOption()))
        case .sockSetsockopt: body(.sockSetsockopt(try descriptor(), try socketOption(), try option()))
        case .sockGetaddrinfo:
            let query = AddressQuery(
                host: try string(), service: try string(), family: try choice(AddressFamily.self),
                type: try choice(SocketType.self), protocol: try choice(SocketProtocol.self),
                flags: AddressQueryFlags(rawValue: try number(as: UInt16.self)))
            body(.sockGetaddrinfo(query, limit: try number(as: Int.self)))
        }
    }

    /// A call that moves bytes, behind its name.
    private mutating func transfer(
        _ name: SystemCallName, _ isShown: Bool, _ body: (borrowing SystemCall) -> Void
    ) throws(Malformed) {
        let fd = name == .randomGet ? .standardInput : try descriptor()
        let byteCount = try number(as: Int.self)
        var shown: [UInt8] = []
        switch name {
        case .fdPwrite, .fdWrite, .sockSend, .sockSendTo:
            _ = try fixed()
            shown = Array(try take(min(byteCount, RecordingFormat.shownByteCount)))
        default: break
        }
        var offset: FileSize = 0
        var flags: UInt16 = 0
        var address = SocketAddress.unix(.unnamed)
        switch name {
        case .fdPread, .fdPwrite: offset = try number()
        case .sockRecv, .sockRecvFrom, .sockSend, .sockSendTo: flags = try number(as: UInt16.self)
        default: break
        }
        if name == .sockSendTo { address = try self.address() }
        shown.withBuffers(of: isShown ? byteCount : 0) { buffers in
            switch name {
            case .fdPread: body(.fdPread(fd, buffers, offset: offset))
            case .fdRead: body(.fdRead(fd, buffers))
            case .fdPwrite: body(.fdPwrite(fd, buffers, offset: offset))
            case .fdWrite: body(.fdWrite(fd, buffers))
            case .sockRecv: body(.sockRecv(fd, buffers, ReceiveFlags(rawValue: flags)))
            case .sockRecvFrom: body(.sockRecvFrom(fd, buffers, ReceiveFlags(rawValue: flags)))
            case .sockSend: body(.sockSend(fd, buffers, SendFlags(rawValue: flags)))
            case .sockSendTo: body(.sockSendTo(fd, buffers, SendFlags(rawValue: flags), address))
            default: body(.randomGet(buffers))
            }
        }
    }

    /// A call on a path, behind its name.
    private mutating func pathCall(
        _ name: SystemCallName, _ isShown: Bool, _ body: (borrowing SystemCall) -> Void
    ) throws(Malformed) {
        // The target of a symbolic link stands in front.
        let target = name == .pathSymlink ? try text() : []
        let directory = try descriptor()
        let bytes = try text()
        try bytes.withRawSpan { (span) throws(Malformed) in
            let path = GuestPath(span, in: directory)
            switch name {
            case .pathCreateDirectory: body(.pathCreateDirectory(path))
            case .pathRemoveDirectory: body(.pathRemoveDirectory(path))
            case .pathUnlinkFile: body(.pathUnlinkFile(path))
            case .pathFilestatGet: body(.pathFilestatGet(path, try lookup()))
            case .pathFilestatSetTimes: body(.pathFilestatSetTimes(path, try lookup(), try times()))
            case .pathOpen:
                let (follow, options) = (try lookup(), OpenOptions(rawValue: try number(as: UInt16.self)))
                body(.pathOpen(path, follow, options, try rights(), inheriting: try rights(), try flags()))
            case .pathReadlink:
                let byteCount = try number(as: Int.self)
                [].withBuffers(of: isShown ? byteCount : 0) { body(.pathReadlink(path, $0)) }
            case .pathSymlink: target.withRawSpan { body(.pathSymlink(target: $0, path)) }
            default:
                let follow = name == .pathLink ? try lookup() : []
                let second = try descriptor()
                let other = try text()
                other.withRawSpan { span in
                    let other = GuestPath(span, in: second)
                    body(name == .pathLink ? .pathLink(path, follow, to: other) : .pathRename(path, to: other))
                }
            }
        }
    }

    private mutating func flags() throws(Malformed) -> DescriptorFlags {
        DescriptorFlags(rawValue: try number(as: UInt16.self))
    }

    private mutating func lookup() throws(Malformed) -> LookupFlags { LookupFlags(rawValue: try number(as: UInt32.self)) }

    private mutating func rights() throws(Malformed) -> Rights { Rights(rawValue: try number()) }

    private mutating func times() throws(Malformed) -> FileTimes {
        FileTimes(access: try update(), modification: try update())
    }

    private mutating func update() throws(Malformed) -> TimeUpdate {
        switch try byte() {
        case 0: return .keep
        case 1: return .now
        case 2: return .at(try time())
        default: throw Malformed()
        }
    }

    private mutating func socketOption() throws(Malformed) -> SocketOption {
        let number = try byte()
        guard let option = SocketOption.allCases.first(where: { $0.number == number }) else { throw Malformed() }
        return option
    }

    private mutating func subscription() throws(Malformed) -> Subscription {
        let userData = try number()
        let kind = try byte()
        switch kind {
        case 0, 1:
            let clock = try choice(Clock.self)
            return Subscription(
                userData: userData,
                kind: .clock(clock, timeout: try time(), precision: try time(), isAbsolute: kind == 1))
        case 2: return Subscription(userData: userData, kind: .read(try descriptor()))
        case 3: return Subscription(userData: userData, kind: .write(try descriptor()))
        case 4: return Subscription(userData: userData, kind: .invalid(try error(), as: try choice(EventType.self)))
        default: throw Malformed()
        }
    }
}
