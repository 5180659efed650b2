import WASICore

/// Where a guest wants an option's value.
struct OptionRoom {
    private let address: UInt32
    /// In bytes.
    private let capacity: Int
    /// Where the guest wants to know the value's size.
    private let sizeAddress: UInt32?

    /// The room that the last two arguments of `sock_getsockopt` tell of.
    ///
    /// The last is what nobody agrees on: WasmEdge and its Rust library pass the place of a u32, which holds the capacity and then
    /// the size; wasi-go and the programs made for it pass the capacity itself. A small number is no place that a program has a
    /// variable at, so it is a capacity; so is 16 for options of which it is the size.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for too little room.
    init(
        for option: SocketOption, at address: UInt32, _ capacityOrPlace: UInt32, in memory: inout GuestMemory
    ) throws(Errno) {
        self.address = address
        let isSpan = option == .receiveTimeout || option == .sendTimeout
        let isCapacity = capacityOrPlace < 16 || capacityOrPlace == 16 && (isSpan || option == .boundDevice)
        sizeAddress = isCapacity ? nil : capacityOrPlace
        capacity = Int(isCapacity ? capacityOrPlace : try memory.load(capacityOrPlace))
        switch option.guestByteCount {
        // Short numbers are told in the bytes that there are, and names have any length.
        case SocketOptionLayout.number, SocketOptionLayout.name:
            guard capacity > 0 else { throw .invalidArgument }
        case let least:
            guard capacity >= least else { throw .invalidArgument }
        }
        try memory.check(address, byteCount: min(capacity, option.guestByteCount))
    }

    /// Stores the value and its size.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` if the value does not fit.
    func store(_ value: SocketOptionValue, of option: SocketOption, in memory: inout GuestMemory) throws(Errno) {
        let size: Int
        switch value {
        case .flag(let isOn): size = try store(isOn ? 1 : 0, in: &memory)
        case .number(let number): size = try store(number, in: &memory)
        case .type(let type): size = try store(Int32(type.rawValue), in: &memory)
        case .error(let error): size = try store(Int32(error?.rawValue ?? 0), in: &memory)
        case .span(let span) where option == .linger: size = try storeLinger(span, in: &memory)
        case .span(let span): size = try storeTime(span, in: &memory)
        case .name(let name): size = try store(name, in: &memory)
        }
        if let sizeAddress { try memory.store(UInt32(clamping: size), at: sizeAddress) }
    }

    private func store(_ number: Int32, in memory: inout GuestMemory) throws(Errno) -> Int {
        switch capacity {
        case 0: throw .invalidArgument
        case 1:
            guard let number = UInt8(exactly: number) else { throw .invalidArgument }
            try memory.store(number, at: address)
            return 1
        case 2, 3:
            guard let number = UInt16(exactly: number) else { throw .invalidArgument }
            try memory.store(number, at: address)
            return 2
        default:
            try memory.store(number, at: address)
            return SocketOptionLayout.number
        }
    }

    private func storeTime(_ span: Timestamp?, in memory: inout GuestMemory) throws(Errno) -> Int {
        guard capacity >= SocketOptionLayout.time else { throw .invalidArgument }
        let record = try memory.record(address, byteCount: SocketOptionLayout.time)
        // Up, since 0 would mean none.
        let span = (span ?? .zero) + .nanoseconds(999)
        record.store(span.seconds, at: SocketOptionLayout.timeSeconds)
        record.store(span.subsecondNanoseconds / 1000, at: SocketOptionLayout.timeMicroseconds)
        return SocketOptionLayout.time
    }

    private func storeLinger(_ span: Timestamp?, in memory: inout GuestMemory) throws(Errno) -> Int {
        guard capacity >= SocketOptionLayout.linger else { throw .invalidArgument }
        let record = try memory.record(address, byteCount: SocketOptionLayout.linger)
        let seconds = ((span ?? .zero) + .nanoseconds(999_999_999)).seconds
        record.store(span == nil ? 0 : 1 as Int32, at: SocketOptionLayout.lingerIsOn)
        record.store(Int32(clamping: seconds), at: SocketOptionLayout.lingerSeconds)
        return SocketOptionLayout.linger
    }

    /// With its NUL, which is counted; no name is no byte.
    private func store(_ name: String, in memory: inout GuestMemory) throws(Errno) -> Int {
        let bytes = name.isEmpty ? [] : Array(name.utf8) + [0]
        guard bytes.count <= capacity else { throw .invalidArgument }
        try memory.store(bytes, at: address)
        return bytes.count
    }
}
