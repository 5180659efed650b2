import WASICore

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
