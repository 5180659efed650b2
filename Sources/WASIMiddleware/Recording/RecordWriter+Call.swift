import WASICore

extension RecordWriter {
    /// A call with its arguments. The same call always makes the same bytes.
    mutating func call(_ call: SystemCall) {
        byte(call.name.rawValue)
        switch call {
        case .argsGet, .environGet, .schedYield: break

        case .clockResGet(let clock): byte(UInt8(truncatingIfNeeded: clock.rawValue))
        case .clockTimeGet(let clock, let precision):
            byte(UInt8(truncatingIfNeeded: clock.rawValue))
            number(precision.rawValue)

        case .fdAdvise(let fd, let offset, let length, let advice):
            descriptor(fd)
            number(offset)
            number(length)
            byte(advice.rawValue)
        case .fdAllocate(let fd, let offset, let length):
            descriptor(fd)
            number(offset)
            number(length)
        case .fdClose(let fd), .fdDatasync(let fd), .fdFdstatGet(let fd), .fdFilestatGet(let fd), .fdPrestatGet(let fd),
            .fdSync(let fd), .fdTell(let fd), .sockGetlocaladdr(let fd), .sockGetpeeraddr(let fd):
            descriptor(fd)
        case .fdFdstatSetFlags(let fd, let flags), .sockAccept(let fd, let flags):
            descriptor(fd)
            number(UInt64(flags.rawValue))
        case .fdFdstatSetRights(let fd, let rights, let inheriting):
            descriptor(fd)
            number(rights.rawValue)
            number(inheriting.rawValue)
        case .fdFilestatSetSize(let fd, let size):
            descriptor(fd)
            number(size)
        case .fdFilestatSetTimes(let fd, let times):
            descriptor(fd)
            self.times(times)
        case .fdPread(let fd, let buffers, let offset):
            descriptor(fd)
            number(buffers.byteCount)
            number(offset)
        case .fdRead(let fd, let buffers):
            descriptor(fd)
            number(buffers.byteCount)
        case .fdPwrite(let fd, let buffers, let offset):
            descriptor(fd)
            sent(buffers)
            number(offset)
        case .fdWrite(let fd, let buffers):
            descriptor(fd)
            sent(buffers)
        case .fdRenumber(let fd, let target):
            descriptor(fd)
            descriptor(target)
        case .fdSeek(let fd, let offset, let whence):
            descriptor(fd)
            signed(offset)
            byte(whence.rawValue)
        case .fdReaddir(let fd, let cookie):
            descriptor(fd)
            number(cookie.rawValue)

        case .pathCreateDirectory(let path), .pathRemoveDirectory(let path), .pathUnlinkFile(let path): self.path(path)
        case .pathFilestatGet(let path, let flags):
            self.path(path)
            number(UInt64(flags.rawValue))
        case .pathFilestatSetTimes(let path, let flags, let times):
            self.path(path)
            number(UInt64(flags.rawValue))
            self.times(times)
        case .pathLink(let path, let flags, let target):
            self.path(path)
            number(UInt64(flags.rawValue))
            self.path(target)
        case .pathOpen(let path, let follow, let options, let rights, let inheriting, let flags):
            self.path(path)
            number(UInt64(follow.rawValue))
            number(UInt64(options.rawValue))
            number(rights.rawValue)
            number(inheriting.rawValue)
            number(UInt64(flags.rawValue))
        case .pathReadlink(let path, let buffers):
            self.path(path)
            number(buffers.byteCount)
        case .pathRename(let path, let target):
            self.path(path)
            self.path(target)
        case .pathSymlink(let target, let path):
            text(target)
            self.path(path)

        case .pollOneoff(let subscriptions):
            number(subscriptions.count)
            for index in subscriptions.indices { subscription(subscriptions[index]) }

        case .procExit(let code): number(UInt64(code.rawValue))
        case .procRaise(let signal): byte(signal.rawValue)
        case .randomGet(let buffers): number(buffers.byteCount)

        case .sockOpen(let family, let type, let kind):
            byte(family.rawValue)
            byte(type.rawValue)
            byte(kind.rawValue)
        case .sockBind(let fd, let address), .sockConnect(let fd, let address):
            descriptor(fd)
            self.address(address)
        case .sockListen(let fd, let backlog):
            descriptor(fd)
            signed(Int64(backlog))
        case .sockRecv(let fd, let buffers, let flags), .sockRecvFrom(let fd, let buffers, let flags):
            descriptor(fd)
            number(buffers.byteCount)
            number(UInt64(flags.rawValue))
        case .sockSend(let fd, let buffers, let flags):
            descriptor(fd)
            sent(buffers)
            number(UInt64(flags.rawValue))
        case .sockSendTo(let fd, let buffers, let flags, let address):
            descriptor(fd)
            sent(buffers)
            number(UInt64(flags.rawValue))
            self.address(address)
        case .sockShutdown(let fd, let directions):
            descriptor(fd)
            byte(directions.rawValue)
        case .sockGetsockopt(let fd, let option):
            descriptor(fd)
            byte(option.number)
        case .sockSetsockopt(let fd, let option, let value):
            descriptor(fd)
            byte(option.number)
            self.option(value)
        case .sockGetaddrinfo(let query, let limit):
            text(query.host)
            text(query.service)
            byte(query.family.rawValue)
            byte(query.type.rawValue)
            byte(query.protocol.rawValue)
            number(UInt64(query.flags.rawValue))
            number(limit)
        }
    }

    private mutating func path(_ path: GuestPath) {
        descriptor(path.directory)
        text(path.bytes)
    }

    private mutating func times(_ times: FileTimes) {
        for update in [times.access, times.modification] {
            switch update {
            case .keep: byte(0)
            case .now: byte(1)
            case .at(let time):
                byte(2)
                number(time.rawValue)
            }
        }
    }

    /// What is written: its length, its sum, and its beginning to be shown.
    private mutating func sent(_ buffers: TransferBuffers) {
        number(buffers.byteCount)
        var sum = ContentSum()
        buffers.visit(first: buffers.byteCount) { sum.add($0) }
        fixed(sum.value)
        append(buffers, first: min(buffers.byteCount, RecordingFormat.shownByteCount))
    }

    private mutating func subscription(_ subscription: Subscription) {
        number(subscription.userData)
        switch subscription.kind {
        case .clock(let clock, let timeout, let precision, let isAbsolute):
            byte(isAbsolute ? 1 : 0)
            byte(UInt8(truncatingIfNeeded: clock.rawValue))
            number(timeout.rawValue)
            number(precision.rawValue)
        case .read(let fd):
            byte(2)
            descriptor(fd)
        case .write(let fd):
            byte(3)
            descriptor(fd)
        case .invalid(let error, let type):
            byte(4)
            number(UInt64(error.rawValue))
            byte(type.rawValue)
        }
    }

    mutating func option(_ value: SocketOptionValue) {
        switch value {
        case .flag(let flag):
            byte(0)
            self.flag(flag)
        case .number(let number):
            byte(1)
            signed(Int64(number))
        case .span(let span):
            byte(2)
            optional(span) { $0.number($1.rawValue) }
        case .name(let name):
            byte(3)
            text(name)
        case .type(let type):
            byte(4)
            byte(type.rawValue)
        case .error(let error):
            byte(5)
            optional(error) { $0.number(UInt64($1.rawValue)) }
        }
    }
}

extension SocketOption {
    /// Its number in recordings.
    var number: UInt8 {
        switch self {
        case .reuseAddress: 0
        case .type: 1
        case .error: 2
        case .dontRoute: 3
        case .broadcast: 4
        case .sendBufferSize: 5
        case .receiveBufferSize: 6
        case .keepAlive: 7
        case .outOfBandInline: 8
        case .linger: 9
        case .receiveLowWatermark: 10
        case .receiveTimeout: 11
        case .sendTimeout: 12
        case .acceptsConnections: 13
        case .boundDevice: 14
        case .noDelay: 15
        }
    }
}
