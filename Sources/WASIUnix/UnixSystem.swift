import CWASIUnix
public import WASICore

/// The real operating system: a guest's calls become system calls, inside what a ``UnixConfiguration`` grants.
///
/// A system belongs to one guest and is used on the thread that runs it. What it has opened is closed with it. Each family of
/// calls is in a file of its own.
@safe
public final class UnixSystem {
    let configuration: UnixConfiguration
    /// The granted directories, in the order of ``OpenFile/grant``.
    let grants: [Grant]

    // Calls do not overlap, so dynamic exclusivity checks would buy nothing; they cost 4 ns each.
    @safe @exclusivity(unchecked) var table: FileTable
    let paths: PathSpace
    @safe @exclusivity(unchecked) var listings: Listings
    @safe @exclusivity(unchecked) var socketMemories = SocketMemories()
    @safe @exclusivity(unchecked) var ruleNames = RuleNames()
    @safe @exclusivity(unchecked) var pollSet = PollSet()
    #if os(Linux)
        @safe @exclusivity(unchecked) var pollQueue = PollQueue()
        /// For more descriptors than this, a poll uses ``pollQueue``. A test changes it.
        var pollQueueThreshold = 64
        let randomPool = RandomPool()
    #endif

    /// Where the guest's monotonic clock has its 0, on the host's: shortly before the system was made. Not at that moment,
    /// because Go's runtime gives up when the clock shows 0.
    let monotonicOrigin = Syscall.monotonicTime() - .nanoseconds(1_000)
    let wake = WakeDescriptor()
    // Constant, so that a wait need not keep it alive: who else waits is for it to know.
    let waiter: any Waiter
    private let threadWaiter: ThreadWaiter

    /// The sockets of the configuration, in order.
    public let grantedSockets: [GrantedSocket]
    let isEveryDestinationAllowed: Bool
    /// The files of those that listen on a path; removed with the system.
    private let socketFiles: [HostSocketFile]

    /// What ends the guest's waiting from another thread.
    public var interrupter: Interrupter { Interrupter(wake: wake) }

    /// The first path that the guest was refused for want of a grant.
    public internal(set) var firstRefusal: GrantRefusal?

    /// Whether the guest has looked for granted directories though there is none. Programs of wasi-libc then refuse every path by
    /// themselves, and no path reaches the system.
    public internal(set) var hasMissedGrants = false

    /// The first use of the network that the guest was refused for want of a grant.
    public internal(set) var firstNetworkRefusal: NetworkRefusal?

    /// Told of ``firstNetworkRefusal`` when it happens, on the system's thread. Default: nobody.
    public var onNetworkRefusal: ((NetworkRefusal) -> Void)?

    /// Opens what the configuration grants.
    ///
    /// Of the process's own standard streams, those that are closed are opened as `/dev/null`: a file of the guest must not get
    /// a number that the rest of the process writes messages to.
    ///
    /// If the process has not decided about `SIGPIPE` yet, the signal is ignored from now on: a guest that writes to a pipe
    /// without a reader gets ``WASICore/Errno/brokenPipe``, and must not end its host.
    ///
    /// - Throws: ``ConfigurationError`` for the first directory or descriptor that cannot be had.
    public init(_ configuration: UnixConfiguration) throws(ConfigurationError) {
        Syscall.openMissingStandardStreams()
        var table = FileTable(maximum: configuration.maximumOpenFiles)
        let isNonBlocking = configuration.nonBlockingStandardStreams
        try table.open(configuration.standardInput, number: 0, name: "standard input", isNonBlocking: isNonBlocking)
        try table.open(configuration.standardOutput, number: 1, name: "standard output", isNonBlocking: isNonBlocking)
        try table.open(configuration.standardError, number: 2, name: "standard error", isNonBlocking: isNonBlocking)
        var grants: [Grant] = []
        for (index, grant) in configuration.grants.enumerated() { grants.append(try table.open(grant, index: index)) }
        var grantedSockets: [GrantedSocket] = []
        var socketFiles: [HostSocketFile] = []
        for socket in configuration.sockets {
            grantedSockets.append(
                try table.open(socket, nameServers: configuration.nameServers, files: &socketFiles))
        }
        self.configuration = configuration
        self.grants = grants
        self.table = table
        isEveryDestinationAllowed = configuration.network.isEveryDestinationAllowed
        self.grantedSockets = grantedSockets
        self.socketFiles = socketFiles
        paths = PathSpace(configuration.resolver)
        listings = Listings(maximum: configuration.maximumOpenDirectories)
        threadWaiter = ThreadWaiter(wake: wake)
        waiter = threadWaiter
        cwasi_ignore_sigpipe()
    }

    /// Leaves the waiting to somebody else.
    public func suspend(with waiter: any SystemWaiter) {
        threadWaiter.leave(to: SuspendingWaiter(waiter, thread: ThreadWaiter(wake: wake), wake: wake))
    }

    /// Notes the first path that was refused for want of a grant.
    // Not inlined into the path calls, which it would burden with its strings.
    @inline(never)
    func noteRefusal(of path: borrowing GuestPath, _ reason: GrantRefusal.Reason) {
        guard firstRefusal == nil else { return }
        var directory: String?
        if let file = try? table.file(path.directory), file.grant >= 0 { directory = grants[Int(file.grant)].guestName }
        firstRefusal = GrantRefusal(directory: directory, path: path.text, reason: reason)
    }

    /// Gives an opened file the lowest free number.
    ///
    /// - Throws: ``WASICore/Errno/tooManyOpenFiles``; the descriptor is closed then. Ask the table for room before opening.
    func install(_ descriptor: consuming OwnedDescriptor, _ file: OpenFile) throws(Errno) -> Descriptor {
        try table.insert(descriptor, file)
    }
}
