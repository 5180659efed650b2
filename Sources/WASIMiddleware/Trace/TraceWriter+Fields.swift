import WASICore

extension TraceWriter {
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
        guard names.has(fd) else { return }
        if isJSON { name(fieldName) }
        names.append(fd, to: buffer)
    }

    /// A buffer that the call takes from, and its size.
    mutating func sent(_ buffers: TransferBuffers) {
        name("data")
        quoted(buffers, first: buffers.byteCount)
        field("len", UInt64(buffers.byteCount))
    }

    /// A buffer that the call has filled, and its size.
    ///
    /// - Parameter count: The bytes that were moved; `nil` if the call has failed.
    mutating func received(_ buffers: TransferBuffers, _ count: Int?) {
        if let count {
            name("data")
            quoted(buffers, first: count)
        }
        field("len", UInt64(buffers.byteCount))
    }

    /// Says that not all elements of a list are shown.
    mutating func rest(_ count: Int) {
        guard count > TraceEntry.limit else { return }
        element()
        raw(isJSON ? "\"...\"" : "...")
    }
}
