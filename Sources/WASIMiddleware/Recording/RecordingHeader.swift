import HostClocks
public import WASICore

/// What a recording says of the run as a whole.
public struct RecordingHeader: Hashable, Sendable {
    /// When the run began. Default: now.
    public var time = Timestamp(rawValue: HostClock.realtime)
    /// The program that records, and its version.
    public var producer: String
    /// What messages call the module.
    public var moduleName: String
    /// The SHA-256 of the module's bytes.
    public var moduleDigest: [UInt8]
    /// The size of the module, in bytes.
    public var moduleByteCount: Int
    /// The program's arguments, its own name first. To be shown: what the program sees are the results of its calls.
    public var arguments: [String] = []
    /// The program's environment, likewise to be shown.
    public var environment: [EnvironmentVariable] = []
    /// What else the run depends on, for whoever sets up a replay.
    public var settings: [Setting] = []

    /// A setting of a run.
    public struct Setting: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, as text.
        public var value: String

        /// Makes one.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Whether the module itself is in the recording.
    public internal(set) var hasModule = false
    /// What was open when the program began.
    var open: [OpenDescriptor] = []

    /// Makes one.
    public init(producer: String, moduleName: String, moduleDigest: [UInt8], moduleByteCount: Int) {
        self.producer = producer
        self.moduleName = moduleName
        self.moduleDigest = moduleDigest
        self.moduleByteCount = moduleByteCount
    }

    /// The value of a setting; of several of one name, the first.
    public func setting(_ name: String) -> String? { settings.first { $0.name == name }?.value }
}

/// What a recording knows of a descriptor that was open from the beginning, so that a tracer of the replay has it by its name.
struct OpenDescriptor: Hashable, Sendable {
    var fd: Descriptor
    var status: DescriptorStatus
    var preopen: Preopen?
    var addresses = SocketAddresses()
}

/// Both ends of a socket, as far as it has them.
struct SocketAddresses: Hashable, Sendable {
    var local: SocketAddress?
    var remote: SocketAddress?
}

extension RecordWriter {
    mutating func header(_ header: RecordingHeader) {
        number(header.time.rawValue)
        text(header.producer)
        text(header.moduleName)
        text(header.moduleDigest)
        number(header.moduleByteCount)
        flag(header.hasModule)
        list(header.arguments) { $0.text($1) }
        list(header.environment) { writer, variable in
            writer.text(variable.name)
            writer.text(variable.value)
        }
        list(header.settings) { writer, setting in
            writer.text(setting.name)
            writer.text(setting.value)
        }
        list(header.open) { writer, open in
            writer.descriptor(open.fd)
            writer.status(open.status)
            writer.optional(open.preopen) { $0.text($1.name) }
            writer.addresses(open.addresses)
        }
    }

    mutating func addresses(_ addresses: SocketAddresses) {
        optional(addresses.local) { $0.address($1) }
        optional(addresses.remote) { $0.address($1) }
    }
}

extension RecordReader {
    mutating func header() throws(Malformed) -> RecordingHeader {
        let time = try time()
        var header = RecordingHeader(
            producer: try string(), moduleName: try string(), moduleDigest: try text(),
            moduleByteCount: try number(as: Int.self))
        header.time = time
        header.hasModule = try flag()
        header.arguments = try list { reader throws(Malformed) in try reader.string() }
        header.environment = try list { reader throws(Malformed) in
            EnvironmentVariable(name: try reader.string(), value: try reader.string())
        }
        header.settings = try list { reader throws(Malformed) in
            RecordingHeader.Setting(name: try reader.string(), value: try reader.string())
        }
        header.open = try list { reader throws(Malformed) in
            OpenDescriptor(
                fd: try reader.descriptor(), status: try reader.status(),
                preopen: try reader.optional { reader throws(Malformed) in Preopen(name: try reader.text()) },
                addresses: try reader.addresses())
        }
        guard isAtEnd else { throw Malformed() }
        return header
    }

    mutating func addresses() throws(Malformed) -> SocketAddresses {
        SocketAddresses(
            local: try optional { reader throws(Malformed) in try reader.address() },
            remote: try optional { reader throws(Malformed) in try reader.address() })
    }
}
