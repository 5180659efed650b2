import WASICore

/// How far a socket has come.
enum SocketStage: UInt8 {
    /// The host knows, if anybody asks.
    case open
    /// A stream that neither listens nor was ever told to connect. Nothing is ready in it, whatever the host says.
    case fresh
    /// The host is connecting it, and the guest does not wait.
    case connecting
    /// It has a peer.
    case connected
    /// It accepts connections.
    case listening
}

/// What the table holds for one open descriptor: a trivial value, so that a look-up copies it without counting references.
struct OpenFile {
    /// How a read or write that would wait is kept from waiting inside the system call, where nothing could interrupt it.
    ///
    /// The host's own non-blocking flag belongs to the open file description, which other processes may share; it is never
    /// touched. Sockets need no mode: their calls take a flag.
    enum Waiting: UInt8 {
        /// It never waits long: a regular file.
        case never
        /// Each call says that it does not want to wait, and answers that it would.
        case asked
        /// The file cannot be asked: it is polled before the call.
        case polled
    }

    /// The host's descriptor, which the table owns.
    var host: Int32
    var type: FileType
    /// As the guest sees them. ``WASICore/DescriptorFlags/nonBlocking`` lives only here: see ``Waiting``.
    var flags: DescriptorFlags
    var rights: Rights
    var inheriting: Rights
    /// The grant through which it was opened, an index; -1 for none.
    var grant: Int32 = -1
    /// Its live listing, an index; -1 for none.
    var listing: Int32 = -1
    /// Whether every change is refused.
    var isReadOnly = false
    /// Whether it is the grant's own descriptor, which has a name.
    var isPreopen = false
    /// Whether nobody outside the system has the same open file description, so that its host flags may be changed.
    var ownsDescription = true
    /// Whether the host's descriptor is the process's and stays open: the null device's.
    var isHostShared = false
    var waiting = Waiting.never
    /// Of a socket, how far it has come.
    var stage = SocketStage.open
    /// Of a socket, the kind of its addresses.
    var family = AddressFamily.unspecified
    /// Of a socket, whether it was granted or is bound where a rule lets the guest listen: then it may listen, and answer those
    /// who have sent to it.
    var isBoundByRule = false
    /// Of a socket, whether the host's description does not block and nobody can change that: calls need not ask before.
    var isHostNonBlocking = false
    /// What is kept of a socket besides, an index into ``SocketMemories``; -1 for nothing.
    var memory: Int32 = -1

    init(
        host: Int32, type: FileType, flags: DescriptorFlags = [], rights: Rights, inheriting: Rights = [],
        grant: Int32 = -1, isReadOnly: Bool = false, isPreopen: Bool = false, ownsDescription: Bool = true,
        waiting: Waiting = .never
    ) {
        self.host = host
        self.type = type
        self.flags = flags
        self.rights = rights
        self.inheriting = inheriting
        self.grant = grant
        self.isReadOnly = isReadOnly
        self.isPreopen = isPreopen
        self.ownsDescription = ownsDescription
        self.waiting = waiting
    }

    /// Refuses a change of what was opened through a read-only grant.
    @inline(__always)
    func checkWritable() throws(Errno) {
        if isReadOnly { throw .readOnlyFileSystem }
    }

    /// Whether it is a socket of any kind.
    @inline(__always)
    var isSocket: Bool { type == .streamSocket || type == .datagramSocket }
}
