import WASICore

extension HostContext {
    /// An option's value that the guest hands over.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for fewer bytes than the value has, and for a value that is not one;
    ///   ``WASICore/Errno/illegalByteSequence`` for a name that is not UTF-8.
    func optionValue(
        _ option: SocketOption, _ address: UInt32, _ byteCount: UInt32
    ) throws(Errno) -> SocketOptionValue {
        let record = try memory.record(address, byteCount: Int(byteCount))
        switch option {
        case .reuseAddress, .dontRoute, .broadcast, .keepAlive, .outOfBandInline, .acceptsConnections, .noDelay:
            return .flag(try record.optionNumber() != 0)
        case .sendBufferSize, .receiveBufferSize, .receiveLowWatermark: return .number(try record.optionNumber())
        case .type: return .type(UInt8(exactly: try record.optionNumber()).flatMap(SocketType.init) ?? .any)
        case .error:
            return .error(UInt16(exactly: try record.optionNumber()).flatMap { $0 == 0 ? nil : Errno(rawValue: $0) })
        case .receiveTimeout, .sendTimeout: return .span(try record.optionTime())
        case .linger: return .span(try record.optionLinger())
        case .boundDevice: return .name(try deviceName(record, at: address))
        }
    }

    /// A name: up to its NUL, or to the end.
    private func deviceName(_ record: GuestRecord, at address: UInt32) throws(Errno) -> String {
        guard record.byteCount <= SocketOptionLayout.name else { throw .invalidArgument }
        var count = 0
        while count < record.byteCount, record.load(count, as: UInt8.self) != 0 { count += 1 }
        return String(repairing: try text(address, UInt32(count)))
    }
}

extension GuestRecord {
    /// A number of four bytes. Fewer bytes are a smaller unsigned number, such as C's `bool`; of more, the first four count,
    /// as they do for a host's `setsockopt`.
    fileprivate func optionNumber() throws(Errno) -> Int32 {
        switch byteCount {
        case 0: throw .invalidArgument
        case 1: return Int32(load(0, as: UInt8.self))
        case 2, 3: return Int32(load(0, as: UInt16.self))
        default: return load(0)
        }
    }

    fileprivate func optionTime() throws(Errno) -> Timestamp? {
        guard byteCount >= SocketOptionLayout.time else { throw .invalidArgument }
        let seconds: Int64 = load(SocketOptionLayout.timeSeconds)
        let microseconds: Int64 = load(SocketOptionLayout.timeMicroseconds)
        guard seconds >= 0, (0..<1_000_000).contains(microseconds) else { throw .invalidArgument }
        if seconds == 0, microseconds == 0 { return nil }
        return Timestamp(seconds: seconds, nanoseconds: microseconds * 1000)
    }

    fileprivate func optionLinger() throws(Errno) -> Timestamp? {
        guard byteCount >= SocketOptionLayout.linger else { throw .invalidArgument }
        let seconds: Int32 = load(SocketOptionLayout.lingerSeconds)
        if load(SocketOptionLayout.lingerIsOn, as: Int32.self) == 0 { return nil }
        guard seconds >= 0 else { throw .invalidArgument }
        return Timestamp(seconds: Int64(seconds), nanoseconds: 0)
    }
}
