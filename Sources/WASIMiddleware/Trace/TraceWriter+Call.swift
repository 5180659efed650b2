import WASICore

extension TraceWriter {
    /// The arguments of a call.
    ///
    /// - Parameters:
    ///   - value: What the call has returned; `nil` before it, which leaves out what it fills and what follows.
    mutating func arguments(
        of call: SystemCall, _ names: TraceNames, returned value: SystemValue?, hasFailed: Bool = false
    ) {
        switch call {
        case .argsGet, .environGet, .schedYield: break

        case .clockResGet(let clock):
            name("id")
            word(clock.word)
        case .clockTimeGet(let clock, precision: let precision):
            name("id")
            word(clock.word)
            name("precision")
            time(precision)

        case .fdAdvise(let fd, offset: let offset, length: let length, let advice):
            descriptor(fd, names)
            field("offset", offset)
            field("len", length)
            name("advice")
            word(advice.word)
        case .fdAllocate(let fd, offset: let offset, length: let length):
            descriptor(fd, names)
            field("offset", offset)
            field("len", length)
        case .fdClose(let fd), .fdDatasync(let fd), .fdFdstatGet(let fd), .fdFilestatGet(let fd), .fdPrestatGet(let fd),
            .fdSync(let fd), .fdTell(let fd), .sockGetlocaladdr(let fd), .sockGetpeeraddr(let fd):
            descriptor(fd, names)
        case .fdFdstatSetFlags(let fd, let flags):
            descriptor(fd, names)
            field("flags", flags)
        case .fdFdstatSetRights(let fd, let rights, inheriting: let inheriting):
            descriptor(fd, names)
            field("rights", rights)
            field("inheriting", inheriting)
        case .fdFilestatSetSize(let fd, let size):
            descriptor(fd, names)
            field("size", size)
        case .fdFilestatSetTimes(let fd, let times):
            descriptor(fd, names)
            field(times)
        case .fdPread(let fd, let buffers, offset: let offset):
            descriptor(fd, names)
            guard let value else { return pending() }
            received(buffers, value, hasFailed)
            field("offset", offset)
        case .fdRead(let fd, let buffers):
            descriptor(fd, names)
            guard let value else { return pending() }
            received(buffers, value, hasFailed)
        case .fdPwrite(let fd, let buffers, offset: let offset):
            descriptor(fd, names)
            sent(buffers)
            field("offset", offset)
        case .fdWrite(let fd, let buffers):
            descriptor(fd, names)
            sent(buffers)
        case .fdRenumber(let fd, to: let target):
            descriptor(fd, names)
            descriptor(target, names, "to", "to_name")
        case .fdSeek(let fd, let offset, let whence):
            descriptor(fd, names)
            name("offset")
            number(offset)
            name("whence")
            word(whence.word)
        case .fdReaddir(let fd, let cookie):
            descriptor(fd, names)
            field("cookie", cookie.rawValue)

        case .pathCreateDirectory(let path), .pathRemoveDirectory(let path), .pathUnlinkFile(let path):
            field(path, names)
        case .pathFilestatGet(let path, let flags):
            field(path, names)
            field("flags", flags)
        case .pathFilestatSetTimes(let path, let flags, let times):
            field(path, names)
            field("flags", flags)
            field(times)
        case .pathLink(let path, let flags, to: let target):
            field(path, names)
            field("flags", flags)
            field(target, names, "new_fd", "new_fd_name", "new_path")
        case .pathOpen(let path, let follow, let options, let rights, inheriting: let inheriting, let flags):
            field(path, names)
            field("dirflags", follow)
            name("oflags")
            self.flags(UInt64(options.rawValue), TraceWords.openOptions)
            field("rights", rights)
            field("inheriting", inheriting)
            field("fdflags", flags)
        case .pathReadlink(let path, let buffers):
            field(path, names)
            guard let value else { return pending() }
            received(buffers, value, hasFailed)
        case .pathRename(let path, to: let target):
            field(path, names)
            field(target, names, "new_fd", "new_fd_name", "new_path")
        case .pathSymlink(target: let target, let path):
            name("target")
            quoted(target)
            field(path, names)

        case .pollOneoff(let subscriptions):
            name("subscriptions")
            list { writer in
                for index in subscriptions.indices.prefix(TraceEntry.limit) {
                    writer.element()
                    writer.subscription(subscriptions[index], names)
                }
                writer.rest(subscriptions.count)
            }

        case .procExit(let code): field("code", UInt64(code.rawValue))
        case .procRaise(let signal):
            name("signal")
            word(signal.word)
        case .randomGet(let buffers):
            guard let value else { return pending() }
            received(buffers, hasFailed ? value : .count(buffers.byteCount), hasFailed)

        case .sockOpen(let family, let type, let kind):
            name("family")
            word(family.word)
            name("type")
            word(type.word)
            name("protocol")
            word(kind.word)
        case .sockBind(let fd, let address), .sockConnect(let fd, let address):
            descriptor(fd, names)
            field("address", address)
        case .sockListen(let fd, backlog: let backlog):
            descriptor(fd, names)
            name("backlog")
            number(Int64(backlog))
        case .sockAccept(let fd, let flags):
            descriptor(fd, names)
            field("flags", flags)
        case .sockRecv(let fd, let buffers, let flags), .sockRecvFrom(let fd, let buffers, let flags):
            descriptor(fd, names)
            guard let value else { return pending() }
            received(buffers, value, hasFailed)
            name("flags")
            self.flags(UInt64(flags.rawValue), TraceWords.receiveFlags)
        case .sockSend(let fd, let buffers, let flags):
            descriptor(fd, names)
            sent(buffers)
            name("flags")
            self.flags(UInt64(flags.rawValue), [])
        case .sockSendTo(let fd, let buffers, let flags, let address):
            descriptor(fd, names)
            sent(buffers)
            name("flags")
            self.flags(UInt64(flags.rawValue), [])
            field("address", address)
        case .sockShutdown(let fd, let directions):
            descriptor(fd, names)
            name("how")
            flags(UInt64(directions.rawValue), TraceWords.directions)
        case .sockGetsockopt(let fd, let option):
            descriptor(fd, names)
            name("option")
            word(option.word)
        case .sockSetsockopt(let fd, let option, let value):
            descriptor(fd, names)
            name("option")
            word(option.word)
            name("value")
            self.option(value)
        case .sockGetaddrinfo(let query, limit: let limit):
            name("host")
            quoted(query.host)
            name("service")
            quoted(query.service)
            name("hints")
            structure { writer in
                writer.name("family")
                writer.word(query.family.word)
                writer.name("type")
                writer.word(query.type.word)
                writer.name("protocol")
                writer.word(query.protocol.word)
                writer.name("flags")
                writer.flags(UInt64(query.flags.rawValue), TraceWords.queryFlags)
            }
            name("limit")
            number(Int64(limit))
        }
    }

    /// What separates the next argument is known before it.
    private mutating func pending() { raw(", ") }

    mutating func field(_ name: StaticString, _ value: UInt64) {
        self.name(name)
        number(value)
    }

    mutating func field(_ name: StaticString, _ flags: DescriptorFlags) {
        self.name(name)
        self.flags(UInt64(flags.rawValue), TraceWords.descriptorFlags)
    }

    mutating func field(_ name: StaticString, _ flags: LookupFlags) {
        self.name(name)
        self.flags(UInt64(flags.rawValue), TraceWords.lookupFlags)
    }

    mutating func field(_ name: StaticString, _ rights: Rights) {
        self.name(name)
        flags(rights.rawValue, TraceWords.rights)
    }

    mutating func field(_ name: StaticString, _ address: SocketAddress) {
        self.name(name)
        quoted("\(address)")
    }

    mutating func field(_ times: FileTimes) {
        name("atim")
        update(times.access)
        name("mtim")
        update(times.modification)
    }

    private mutating func update(_ update: TimeUpdate) {
        switch update {
        case .keep: word("keep")
        case .now: word("now")
        case .at(let time): self.time(time)
        }
    }

    mutating func field(
        _ path: GuestPath, _ names: TraceNames, _ fd: StaticString = "fd", _ fdName: StaticString = "fd_name",
        _ field: StaticString = "path"
    ) {
        descriptor(path.directory, names, fd, fdName)
        name(field)
        quoted(path.bytes)
    }

    mutating func descriptor(
        _ fd: Descriptor, _ names: TraceNames, _ field: StaticString = "fd", _ fieldName: StaticString = "fd_name"
    ) {
        name(field)
        number(UInt64(fd.rawValue))
        guard let text = names[fd] else { return }
        if isJSON {
            name(fieldName)
            quoted(text)
        } else {
            raw("<")
            for byte in text {
                // What ends the name is not part of it.
                if byte == 0x3e, !text.starts(with: Array("tcp".utf8)), !text.starts(with: Array("udp".utf8)) {
                    raw("\\x3e")
                } else {
                    escaped(byte)
                }
            }
            raw(">")
        }
    }

    /// A buffer that the call takes from, and its size.
    private mutating func sent(_ buffers: TransferBuffers) {
        name("data")
        quoted(buffers, first: buffers.byteCount)
        field("len", UInt64(buffers.byteCount))
    }

    /// A buffer that the call has filled, and its size.
    private mutating func received(_ buffers: TransferBuffers, _ value: SystemValue, _ hasFailed: Bool) {
        if !hasFailed {
            name("data")
            quoted(buffers, first: value.byteCount)
        }
        field("len", UInt64(buffers.byteCount))
    }

    /// Says that not all elements of a list are shown.
    mutating func rest(_ count: Int) {
        guard count > TraceEntry.limit else { return }
        element()
        raw(isJSON ? "\"...\"" : "...")
    }

    private mutating func subscription(_ subscription: Subscription, _ names: TraceNames) {
        structure { writer in
            writer.name("type")
            switch subscription.kind {
            case .clock(let clock, timeout: let timeout, precision: let precision, isAbsolute: let isAbsolute):
                writer.word("clock")
                writer.name("id")
                writer.word(clock.word)
                writer.name("timeout")
                writer.time(timeout)
                writer.name("precision")
                writer.time(precision)
                writer.name("flags")
                writer.flags(isAbsolute ? 1 : 0, ["abstime"])
            case .read(let fd):
                writer.word("fd_read")
                writer.descriptor(fd, names)
            case .write(let fd):
                writer.word("fd_write")
                writer.descriptor(fd, names)
            case .invalid(let error, as: let type):
                writer.word(type.word)
                writer.name("invalid")
                writer.quoted(error.name)
            }
            writer.field("userdata", subscription.userData)
        }
    }
}

extension SystemValue {
    /// The bytes that were moved.
    var byteCount: Int {
        switch self {
        case .count(let count): count
        case .received(let received): received.byteCount
        case .message(let message): message.byteCount
        default: 0
        }
    }
}
