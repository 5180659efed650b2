/// Where a program has spent its time: the stacks that it was seen with, and for how long.
///
/// A profile is sampled: some hundred times a second somebody looks where the program is, and the time that has passed since the last
/// look is taken to have been spent there. Shares of a second or more are right to a few percent; what takes less than a few
/// milliseconds may be missing.
///
/// It knows nothing of engines, and is written in the forms that others read: ``pprof()``, ``firefox()``, ``flameGraph()``.
public struct Profile: Hashable, Sendable {
    /// A function of the program, or of what serves it.
    public struct Function: Hashable, Sendable {
        /// Whose a function is.
        public enum Kind: Hashable, Sendable {
            /// The program's own.
            case guest
            /// A call of the host, by the specification's name: `fd_read`.
            case host
            /// The engine's, for an instruction that takes longer: `memory.grow`, or on the way to and from the host.
            case engine
        }

        /// The name for people, demangled where the form is known.
        public var name: String
        /// The name as the compiler has written it.
        public var systemName: String
        /// Whose it is.
        public var kind: Kind
        /// The number of a guest's function in its module, imports counted.
        public var index: UInt32?

        /// Makes a function; its name is demangled.
        public init(_ systemName: String, kind: Kind = .guest, index: UInt32? = nil) {
            name = kind == .guest ? SymbolName.readable(systemName) : systemName
            self.systemName = systemName
            self.kind = kind
            self.index = index
        }
    }

    /// A call: a function, and the call that it was made from.
    public struct Call: Hashable, Sendable {
        /// The number, in ``Profile/calls``, of the call that it was made from; `nil` for the outermost. Always smaller than its own.
        public var caller: Int?
        /// The number of the function in ``Profile/functions``.
        public var function: Int
    }

    /// How long the program was at a place.
    public struct Time: Hashable, Sendable {
        /// How many times it was seen there.
        public var count = 0
        /// How long it kept a processor busy, in nanoseconds.
        public var processor: Int64 = 0
        /// How much time passed, in nanoseconds. More than ``processor`` when it waited, or when the host had no processor for it.
        public var elapsed: Int64 = 0

        /// No time.
        public init() {}
    }

    /// What was seen of the program.
    public struct Sample: Hashable, Sendable {
        /// The innermost call, by its number in ``Profile/calls``.
        public var call: Int
        /// Whether it was waiting for something outside, rather than running. Only host calls wait.
        public var isWaiting: Bool
        /// For how long in all.
        public var time: Time
    }

    /// Where the program was at one time.
    public struct Moment: Hashable, Sendable {
        /// When, in nanoseconds since the profile's beginning.
        public var offset: Int64
        /// The innermost call, by its number in ``Profile/calls``.
        public var call: Int
        /// Whether it was waiting.
        public var isWaiting: Bool
        /// How long it had kept a processor busy since the moment before, in nanoseconds.
        public var processor: Int64
        /// How long it had been since the moment before, in nanoseconds: more than a ``Profile/interval`` on a busy machine.
        public var elapsed: Int64
    }

    /// The program, as people call it.
    public var program: String
    /// The functions that were seen.
    public var functions: [Function] = []
    /// The calls that were seen, each behind the one that it was made from.
    public var calls: [Call] = []
    /// The times, one for each innermost call, running and waiting apart.
    public var samples: [Sample] = []
    /// The course of things, oldest first; empty unless it was asked for.
    public var moments: [Moment] = []
    /// How much time is between two looks, in nanoseconds.
    public var interval: Int64
    /// When the profile begins, in nanoseconds since 1970.
    public var start: Int64
    /// How much time it covers, in nanoseconds.
    public var duration: Int64 = 0

    /// Makes an empty profile.
    public init(program: String, interval: Int64, start: Int64) {
        self.program = program
        self.interval = interval
        self.start = start
    }
}

extension Profile {
    /// The time of all samples.
    public var total: Time {
        samples.reduce(into: Time()) { total, sample in total.add(sample.time) }
    }

    /// The time of each function, by its number: in itself, and including what it has called.
    ///
    /// A function that calls itself is counted once.
    public func times() -> [(own: Time, all: Time)] {
        var times = functions.map { _ in (own: Time(), all: Time()) }
        var seenIn = [Int](repeating: -1, count: functions.count)
        for (number, sample) in samples.enumerated() {
            var next: Int? = sample.call
            times[calls[sample.call].function].own.add(sample.time)
            while let call = next {
                let function = calls[call].function
                if seenIn[function] != number { times[function].all.add(sample.time) }
                seenIn[function] = number
                next = calls[call].caller
            }
        }
        return times
    }
}

extension Profile.Time {
    /// Adds another time.
    mutating func add(_ other: Profile.Time) {
        count += other.count
        processor += other.processor
        elapsed += other.elapsed
    }
}
