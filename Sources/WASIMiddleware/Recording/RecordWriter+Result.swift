import WASICore

extension RecordWriter {
    /// What a call has come to: 0 and the error, or the kind of the value and the value.
    mutating func failure(_ error: Errno) {
        byte(0)
        number(UInt64(error.rawValue))
    }

    /// The kind of a value and the value.
    mutating func value(_ value: SystemValue) {
        switch value {
        case .none: byte(1)
        case .count(let count):
            byte(2)
            number(count)
        case .size(let size):
            byte(3)
            number(size)
        case .time(let time):
            byte(4)
            number(time.rawValue)
        case .descriptor(let fd):
            byte(5)
            descriptor(fd)
        case .status(let status):
            byte(6)
            self.status(status)
        case .attributes(let attributes):
            byte(7)
            self.attributes(attributes)
        case .preopen(let preopen):
            byte(8)
            text(preopen.name)
        case .action(.ignore):
            byte(9)
            byte(0)
        case .action(.exit(let code)):
            byte(9)
            byte(1)
            number(UInt64(code.rawValue))
        case .received(let received):
            byte(10)
            number(received.byteCount)
            number(UInt64(received.flags.rawValue))
        case .message(let message):
            byte(11)
            number(message.byteCount)
            number(UInt64(message.flags.rawValue))
            optional(message.sender) { $0.address($1) }
        case .option(let option):
            byte(12)
            self.option(option)
        case .address(let address):
            byte(13)
            self.address(address)
        case .addresses(let addresses):
            byte(14)
            list(addresses) { writer, info in
                writer.address(info.address)
                writer.byte(info.type.rawValue)
                writer.byte(info.protocol.rawValue)
                writer.optional(info.canonicalName) { $0.text($1) }
            }
        case .arguments(let arguments):
            byte(15)
            list(arguments) { $0.text($1) }
        case .environment(let variables):
            byte(16)
            list(variables) { writer, variable in
                writer.text(variable.name)
                writer.text(variable.value)
            }
        }
    }

    private mutating func attributes(_ attributes: FileAttributes) {
        number(attributes.device)
        number(attributes.inode)
        byte(attributes.type.rawValue)
        number(attributes.linkCount)
        number(attributes.size)
        number(attributes.accessTime.rawValue)
        number(attributes.modificationTime.rawValue)
        number(attributes.statusChangeTime.rawValue)
    }

    mutating func event(_ event: Event) {
        number(event.userData)
        byte(event.type.rawValue)
        optional(event.error) { $0.number(UInt64($1.rawValue)) }
        number(event.byteCount)
        flag(event.isHangup)
    }

    mutating func entry(_ entry: borrowing DirectoryEntry) {
        number(entry.next.rawValue)
        number(entry.inode)
        byte(entry.type.rawValue)
        text(entry.name)
    }
}
