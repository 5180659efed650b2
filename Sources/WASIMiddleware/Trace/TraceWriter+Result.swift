import WASICore

extension TraceWriter {
    /// A descriptor that was opened.
    mutating func resultDescriptor(_ fd: Descriptor, _ names: TraceNames) {
        if isJSON {
            structure { $0.descriptor(fd, names) }
        } else {
            beginResult()
            descriptor(fd, names)
        }
    }

    /// What a call has returned.
    mutating func result(_ value: SystemValue, events: [Event], entries: [TraceEntry], isPoll: Bool) {
        switch value {
        case .none: raw(isJSON ? "null" : "0")
        case .count(let count) where isPoll: list { $0.list(events, count) }
        case .count(let count) where !entries.isEmpty: list { $0.list(entries, count) }
        case .count(let count): number(Int64(count))
        case .size(let size): number(size)
        case .time(let time): self.time(time)
        case .descriptor(let fd): number(UInt64(fd.rawValue))
        case .status(let status): structure { $0.fields(status) }
        case .attributes(let attributes): structure { $0.fields(attributes) }
        case .preopen(let preopen): quoted(preopen.name)
        case .action(.ignore): word("ignore")
        case .action(.exit(let code)): structure { $0.field("exit", UInt64(code.rawValue)) }
        case .received(let received):
            structure {
                $0.field("len", UInt64(clamping: received.byteCount))
                $0.name("flags")
                $0.flags(UInt64(received.flags.rawValue), TraceWords.receivedFlags)
            }
        case .message(let message):
            structure {
                $0.field("len", UInt64(clamping: message.byteCount))
                $0.name("flags")
                $0.flags(UInt64(message.flags.rawValue), TraceWords.receivedFlags)
                if let sender = message.sender { $0.field("sender", sender) }
            }
        case .option(let value): option(value)
        case .address(let address): quoted("\(address)")
        case .addresses(let answers):
            list { writer in
                for answer in answers.prefix(TraceEntry.limit) {
                    writer.element()
                    writer.structure { $0.fields(answer) }
                }
                writer.rest(answers.count)
            }
        case .arguments(let texts): list { $0.list(texts) }
        case .environment(let variables): list { $0.list(variables.map(\.description)) }
        }
    }

    mutating func option(_ value: SocketOptionValue) {
        switch value {
        case .flag(let value): flag(value)
        case .number(let value): number(Int64(value))
        case .span(let span?): time(span)
        case .span(nil): word("none")
        case .name(let name): quoted(name)
        case .type(let type): word(type.word)
        case .error(let error?): quoted(error.name)
        case .error(nil): word("none")
        }
    }

    private mutating func list(_ texts: [String]) {
        for text in texts.prefix(TraceEntry.limit) {
            element()
            quoted(Array(text.utf8.prefix(4096)))
        }
        rest(texts.count)
    }

    private mutating func list(_ entries: [TraceEntry], _ count: Int) {
        for entry in entries {
            element()
            structure {
                $0.name("name")
                $0.quoted(entry.name)
                $0.name("type")
                $0.word(entry.type.word)
                $0.field("ino", entry.inode)
                $0.field("next", entry.next)
            }
        }
        rest(count)
    }

    private mutating func list(_ events: [Event], _ count: Int) {
        for event in events {
            element()
            structure {
                $0.name("type")
                $0.word(event.type.word)
                if let error = event.error {
                    $0.name("error")
                    $0.quoted(error.name)
                }
                if event.type != .clock, event.error == nil {
                    $0.field("nbytes", event.byteCount)
                    $0.name("flags")
                    $0.flags(event.isHangup ? 1 : 0, ["hangup"])
                }
                $0.field("userdata", event.userData)
            }
        }
        rest(count)
    }

    private mutating func fields(_ status: DescriptorStatus) {
        name("type")
        word(status.type.word)
        field("flags", status.flags)
        field("rights", status.rights)
        field("inheriting", status.inheriting)
    }

    private mutating func fields(_ attributes: FileAttributes) {
        name("type")
        word(attributes.type.word)
        field("size", attributes.size)
        field("nlink", attributes.linkCount)
        field("dev", attributes.device)
        field("ino", attributes.inode)
        name("atim")
        time(attributes.accessTime)
        name("mtim")
        time(attributes.modificationTime)
        name("ctim")
        time(attributes.statusChangeTime)
    }

    private mutating func fields(_ answer: AddressInfo) {
        field("address", answer.address)
        name("type")
        word(answer.type.word)
        name("protocol")
        word(answer.protocol.word)
        if let name = answer.canonicalName {
            self.name("canonname")
            quoted(name)
        }
    }
}
