public import WASICore

/// What a guest has asked of its host, and what that took: the values that ``Statistics`` has collected.
///
/// ``text`` is the table of `wasirun --stats`, ``json`` the object of `--stats=json`.
public struct StatisticsReport: Hashable, Sendable {
    /// The calls of one name.
    public struct Call: Hashable, Sendable {
        /// Which call.
        public var name: SystemCallName
        /// How often it was made.
        public var count: UInt64
        /// How many of these have failed, with whatever error; `EAGAIN` is one.
        public var errors: UInt64
        /// How long they took together, waiting included.
        public var time: Duration

        /// Makes a row of its parts.
        public init(_ name: SystemCallName, count: UInt64, errors: UInt64 = 0, time: Duration) {
            self.name = name
            self.count = count
            self.errors = errors
            self.time = time
        }
    }

    /// What has passed through one file, stream or socket.
    public struct Transfer: Hashable, Sendable {
        /// The number that the guest had it under; `nil` for the sum of those that came after too many others.
        public var descriptor: Descriptor?
        /// What it is: `stdin`, a path in the guest's eyes, an address.
        public var name: String
        /// What the guest has read or received.
        public var bytesIn: UInt64
        /// What the guest has written or sent.
        public var bytesOut: UInt64

        /// Makes a row of its parts.
        public init(_ descriptor: Descriptor?, _ name: String, bytesIn: UInt64 = 0, bytesOut: UInt64 = 0) {
            self.descriptor = descriptor
            self.name = name
            self.bytesIn = bytesIn
            self.bytesOut = bytesOut
        }
    }

    /// How long the parts of a run took.
    public struct Phases: Hashable, Sendable {
        /// Until the module's code was there, compiled or from a cache.
        public var load: Duration
        /// Whether the code had to be compiled; `nil` if nobody says.
        public var wasCompiled: Bool?
        /// To make an instance of it, the module's start function included.
        public var start: Duration
        /// From entering the program to its end.
        public var run: Duration

        /// Makes the times of their parts.
        public init(load: Duration, wasCompiled: Bool? = nil, start: Duration, run: Duration) {
            self.load = load
            self.wasCompiled = wasCompiled
            self.start = start
            self.run = run
        }
    }

    /// The calls that were made, those that took longest first.
    public var calls: [Call]
    /// The files, streams and sockets through which something has passed, in the order in which they were opened.
    public var transfers: [Transfer]
    /// How long the parts of the run took, if whoever ran the guest has filled that in.
    public var phases: Phases?
    /// The most linear memory that the guest has had, in bytes. It never shrinks.
    public var guestMemory: UInt64?
    /// The most memory that the process has had resident, in bytes.
    public var processMemory: UInt64?

    /// Makes a report of its parts.
    public init(
        calls: [Call], transfers: [Transfer] = [], phases: Phases? = nil, guestMemory: UInt64? = nil,
        processMemory: UInt64? = nil
    ) {
        self.calls = calls.sorted { ($1.time, $0.name.description) < ($0.time, $1.name.description) }
        self.transfers = transfers
        self.phases = phases
        self.guestMemory = guestMemory
        self.processMemory = processMemory
    }

    /// How often the guest has called its host.
    public var callCount: UInt64 { calls.reduce(0) { $0 &+ $1.count } }
    /// How many of these calls have failed.
    public var errorCount: UInt64 { calls.reduce(0) { $0 &+ $1.errors } }
    /// How long the guest was in its host, waiting included.
    public var hostTime: Duration { calls.reduce(.zero) { $0 + $1.time } }
    /// How long the guest was in its own code: the rest of the run. Passing from one to the other counts here.
    public var guestTime: Duration? { phases.map { max(.zero, $0.run - hostTime) } }
}

extension Duration {
    /// Whole nanoseconds; 0 for less than nothing.
    package var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Timestamp(seconds: seconds, nanoseconds: attoseconds / 1_000_000_000).rawValue
    }
}
