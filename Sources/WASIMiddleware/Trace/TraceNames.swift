import WASICore

/// What descriptors stand for: a path as the program sees it, or a socket's addresses.
struct TraceNames {
    private var names: [Descriptor: [UInt8]] = [:]
    /// What kind of socket a descriptor is.
    private var kinds: [Descriptor: String] = [:]
    /// The names in the form of a line, of the lower descriptors; empty where there is none. Nearly every call shows one.
    private var shown: [[UInt8]] = []
    private let isJSON: Bool
    /// Longer names are not kept.
    private static let limit = 4096

    init(isJSON: Bool) {
        self.isJSON = isJSON
        set(.standardInput, Array("stdin".utf8))
        set(.standardOutput, Array("stdout".utf8))
        set(.standardError, Array("stderr".utf8))
    }

    subscript(fd: Descriptor) -> [UInt8]? { names[fd] }

    /// Whether a descriptor has a name.
    func has(_ fd: Descriptor) -> Bool {
        if let index = Int(exactly: fd.rawValue), index < shown.count { return !shown[index].isEmpty }
        return names[fd] != nil
    }

    /// Puts a descriptor's name into a line: in JSON a string, in text what stands in angle brackets.
    func append(_ fd: Descriptor, to line: TraceBuffer) {
        if let index = Int(exactly: fd.rawValue), index < shown.count { return line.append(shown[index]) }
        if let name = names[fd] { line.append(form(of: name)) }
    }

    private func form(of name: [UInt8]) -> [UInt8] {
        let writer = TraceWriter(isJSON: isJSON, stringSize: 0)
        if isJSON {
            writer.quoted(name)
        } else {
            writer.raw("<")
            let isAddress = name.starts(with: "tcp".utf8) || name.starts(with: "udp".utf8)
            for byte in name {
                // What ends the name is not part of it.
                if byte == 0x3e, !isAddress { writer.raw("\\x3e") } else { writer.escaped(byte) }
            }
            writer.raw(">")
        }
        var form: [UInt8] = []
        writer.buffer.withBytes { bytes in
            for offset in 0..<bytes.byteCount { form.append(bytes.byte(at: offset)) }
        }
        return form
    }

    private mutating func put(_ fd: Descriptor, _ name: [UInt8]?) {
        names[fd] = name
        guard let index = Int(exactly: fd.rawValue), index < TraceNames.limit else { return }
        while shown.count <= index { shown.append([]) }
        shown[index] = name.map(form) ?? []
    }

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

    /// Whether there is something to be learnt from a call.
    static func follow(_ name: SystemCallName) -> Bool {
        switch name {
        case .pathOpen, .fdClose, .fdRenumber, .sockOpen, .sockAccept, .sockBind, .sockListen, .sockConnect: true
        default: false
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
            put(target, name)
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

    private mutating func set(_ fd: Descriptor, _ name: [UInt8]) {
        put(fd, name.count > TraceNames.limit ? nil : name)
    }

    private mutating func forget(_ fd: Descriptor) {
        put(fd, nil)
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
