import WASICore

/// What descriptors stand for: a path as the program sees it, or a socket's addresses.
struct TraceNames {
    private var names: [Descriptor: [UInt8]] = [
        .standardInput: Array("stdin".utf8), .standardOutput: Array("stdout".utf8), .standardError: Array("stderr".utf8),
    ]
    /// What kind of socket a descriptor is.
    private var kinds: [Descriptor: String] = [:]
    /// Longer names are not kept.
    private static let limit = 4096

    subscript(fd: Descriptor) -> [UInt8]? { names[fd] }

    /// Learns what is open before the program starts.
    mutating func learn(from system: any SystemInterface) {
        var number: UInt32 = 3
        while number < 1 << 16 {
            let fd = Descriptor(rawValue: number)
            if let preopen = try? system.preopen(fd) {
                set(fd, preopen.name)
            } else if let status = try? system.status(of: fd) {
                guard status.type == .streamSocket || status.type == .datagramSocket else { return }
                kinds[fd] = status.type == .streamSocket ? "tcp" : "udp"
                learnAddresses(fd, system)
            } else {
                return
            }
            number += 1
        }
    }

    /// Learns from a call that has succeeded.
    mutating func learn(_ call: SystemCall, _ value: SystemValue, _ system: (any SystemInterface)?) {
        switch (call, value) {
        case (.pathOpen(let path, _, _, _, inheriting: _, _), .descriptor(let fd)): set(fd, name(of: path))
        case (.fdClose(let fd), _): forget(fd)
        case (.fdRenumber(let fd, to: let target), _):
            guard fd != target else { return }
            let (name, kind) = (names[fd], kinds[fd])
            forget(fd)
            names[target] = name
            kinds[target] = kind
        case (.sockOpen(let family, let type, _), .descriptor(let fd)):
            kinds[fd] = family == .unix ? "unix" : type == .datagram ? "udp" : "tcp"
            set(fd, Array((kinds[fd] ?? "").utf8))
        case (.sockAccept(let listener, _), .descriptor(let fd)):
            kinds[fd] = kinds[listener] ?? "tcp"
            learnAddresses(fd, system)
        case (.sockBind(let fd, _), _), (.sockListen(let fd, backlog: _), _), (.sockConnect(let fd, _), _):
            learnAddresses(fd, system)
        default: break
        }
    }

    /// The path in the program's eyes.
    func name(of path: GuestPath) -> [UInt8] {
        var name = names[path.directory] ?? []
        let length = min(path.bytes.byteCount, TraceNames.limit + 1)
        let isAbsolute = length > 0 && path.bytes.byte(at: 0) == 0x2f
        if isAbsolute { name = [] } else if name.last != 0x2f { name.append(0x2f) }
        for offset in 0..<length { name.append(path.bytes.byte(at: offset)) }
        return name
    }

    private mutating func set(_ fd: Descriptor, _ name: [UInt8]) { names[fd] = name.count > TraceNames.limit ? nil : name }

    private mutating func forget(_ fd: Descriptor) {
        names[fd] = nil
        kinds[fd] = nil
    }

    private mutating func learnAddresses(_ fd: Descriptor, _ system: (any SystemInterface)?) {
        var name = kinds[fd] ?? "socket"
        guard let system else { return set(fd, Array(name.utf8)) }
        if let address = try? system.localAddress(of: fd) { name += " \(address)" }
        if let address = try? system.remoteAddress(of: fd) { name += "->\(address)" }
        set(fd, Array(name.utf8))
    }
}
