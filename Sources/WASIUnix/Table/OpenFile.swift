import WASICore

/// What the table holds for one open descriptor: a trivial value, so that a look-up copies it without counting references.
struct OpenFile {
    /// How a call on the descriptor that would wait is kept from waiting in the system call itself, where nothing could
    /// interrupt it.
    enum Waiting: UInt8 {
        /// Reads and writes of a file, which are simply made.
        case never
        /// The host's description does not block: the call is tried, and answers that it would wait.
        case tried
        /// The description is shared with others and blocks, but each call can say that it does not want to.
        case asked
        /// The description is shared and blocks: the descriptor is polled before the call.
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
    /// Whether nobody outside the system has the same open file description, so that its flags may be changed.
    var ownsDescription = true
    var waiting = Waiting.never

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
