import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func socketArguments(of call: SystemCall, _ names: TraceNames) {
        switch call {
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
        case .sockRecv(let fd, _, _), .sockRecvFrom(let fd, _, _): descriptor(fd, names)
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
        case .sockGetlocaladdr(let fd), .sockGetpeeraddr(let fd): descriptor(fd, names)
        default: break
        }
    }
}
