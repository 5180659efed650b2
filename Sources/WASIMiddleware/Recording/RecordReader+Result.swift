import WASICore

extension RecordReader {
    /// What a call has come to.
    mutating func outcome() throws(Malformed) -> Result<SystemValue, Errno> {
        switch try byte() {
        case 0: return .failure(try error())
        case 1: return .success(.none)
        case 2: return .success(.count(try number(as: Int.self)))
        case 3: return .success(.size(try number()))
        case 4: return .success(.time(try time()))
        case 5: return .success(.descriptor(try descriptor()))
        case 6: return .success(.status(try status()))
        case 7: return .success(.attributes(try attributes()))
        case 8: return .success(.preopen(Preopen(name: try text())))
        case 9: return .success(.action(try flag() ? .exit(ExitCode(rawValue: try number(as: UInt32.self))) : .ignore))
        case 10:
            return .success(
                .received(
                    Received(
                        byteCount: try number(as: Int.self),
                        flags: ReceiveResultFlags(rawValue: try number(as: UInt16.self)))))
        case 11:
            return .success(
                .message(
                    ReceivedMessage(
                        byteCount: try number(as: Int.self),
                        flags: ReceiveResultFlags(rawValue: try number(as: UInt16.self)),
                        sender: try optional { reader throws(Malformed) in try reader.address() })))
        case 12: return .success(.option(try option()))
        case 13: return .success(.address(try address()))
        case 14:
            return .success(
                .addresses(
                    try list { reader throws(Malformed) in
                        AddressInfo(
                            address: try reader.address(), type: try reader.choice(SocketType.self),
                            protocol: try reader.choice(SocketProtocol.self),
                            canonicalName: try reader.optional { reader throws(Malformed) in try reader.string() })
                    }))
        case 15: return .success(.arguments(try list { reader throws(Malformed) in try reader.string() }))
        case 16:
            return .success(
                .environment(
                    try list { reader throws(Malformed) in
                        EnvironmentVariable(name: try reader.string(), value: try reader.string())
                    }))
        default: throw Malformed()
        }
    }

    private mutating func attributes() throws(Malformed) -> FileAttributes {
        FileAttributes(
            device: try number(), inode: try number(), type: try choice(FileType.self), linkCount: try number(),
            size: try number(), accessTime: try time(), modificationTime: try time(), statusChangeTime: try time())
    }

    mutating func event() throws(Malformed) -> Event {
        Event(
            userData: try number(), type: try choice(EventType.self),
            error: try optional { reader throws(Malformed) in try reader.error() }, byteCount: try number(),
            isHangup: try flag())
    }

    mutating func entry() throws(Malformed) -> RecordedEntry {
        RecordedEntry(
            next: DirectoryCookie(rawValue: try number()), inode: try number(), type: try choice(FileType.self),
            name: try text())
    }
}

/// An entry of a listing, out of a recording.
struct RecordedEntry {
    var next: DirectoryCookie
    var inode: UInt64
    var type: FileType
    var name: [UInt8]
}
