import HostClocks
public import WASICore

/// Shows every call as it returns, one line each, in the way of strace.
///
/// ```swift
/// let tracer = Tracer { line in log.write(line) }
/// command.wrappers.append { tracer.wrapping($0) }
/// ```
///
/// ```
/// path_open(3</data>, "a.txt", symlink_follow, creat, fd_read|fd_seek, 0, 0) = 4</data/a.txt>
/// fd_read(4</data/a.txt>, "hello\n", 4096) = 6
/// path_unlink_file(3</data>, "b.txt") = ENOENT (No such file or directory)
/// ```
///
/// Every line is written when it is complete and nothing is held back, so that a crash loses none; one that waits is shown with
/// ``TraceWaiting``. Bytes of the guest are never written raw. Of preview 1's calls that the interface has one for several, the
/// first is shown (`args_get`, `environ_get`, `fd_prestat_get`); what fails before the system is asked, such as a number that is
/// no clock, is not seen.
public final class Tracer: Interceptor {
    /// How it writes.
    public let options: TraceOptions

    let sink: TraceSink
    let now: () -> UInt64
    let began: UInt64
    let heads: TraceHeads
    /// What to add to the monotonic clock for the time since 1970.
    let epoch: UInt64
    /// Whether the filter leaves nothing out by name.
    private let showsAll: Bool
    /// Whether the arguments are written before the call. Not if it is known only afterwards whether they are shown.
    private let isEager: Bool
    /// Whether anything of a line needs a clock.
    let tellsTime: Bool
    /// Whether a line tells how long its call took.
    let tellsDuration: Bool
    // Calls do not overlap; dynamic checks would cost more than the rest of a line.
    @safe @exclusivity(unchecked) private var system: (any SystemInterface)?
    @safe @exclusivity(unchecked) var names: TraceNames
    @safe @exclusivity(unchecked) var line: TraceWriter
    @safe @exclusivity(unchecked) var events: [Event] = []
    @safe @exclusivity(unchecked) var entries: [TraceEntry] = []
    @safe @exclusivity(unchecked) var hasBegun = false
    @safe @exclusivity(unchecked) private var number: UInt64 = 0

    /// Makes a tracer.
    ///
    /// - Parameter write: Takes one line with its end, to be written at once.
    public convenience init(_ options: TraceOptions = TraceOptions(), write: @escaping (RawSpan) -> Void) {
        self.init(options, sink: .lines(write))
    }

    /// Makes a tracer of which also a call that waits is shown.
    ///
    /// - Parameter waiting: Takes the lines, and shows what waits. Of one tracer only.
    public convenience init(_ options: TraceOptions = TraceOptions(), waiting: TraceWaiting) {
        self.init(options, sink: .waiting(waiting))
    }

    /// Makes a tracer that hands its calls on instead of writing lines. Of the options, the form and the times do not matter.
    ///
    /// - Parameters:
    ///   - wants: Whether a call is to be handed on, asked when it has returned.
    ///   - record: Takes a call.
    public convenience init(
        _ options: TraceOptions = TraceOptions(), wants: @escaping (SystemCallName, Errno?) -> Bool = { _, _ in true },
        record: @escaping (TracedCall) -> Void
    ) {
        var options = options
        options.format = .text
        options.time = .duration
        self.init(options, sink: .records(wants, record))
    }

    /// The same with a clock of the caller's.
    init(
        _ options: TraceOptions, sink: TraceSink, epoch: UInt64 = HostClock.realtime &- HostClock.monotonic,
        now: @escaping () -> UInt64 = { HostClock.monotonic }
    ) {
        self.options = options
        self.sink = sink
        self.now = now
        self.epoch = epoch
        began = now()
        heads = TraceHeads(options.format)
        showsAll = options.filter.passesAll
        if case .records = sink { isEager = false } else { isEager = !options.filter.onlyFailures }
        tellsTime = options.format != .text || options.time != .none
        tellsDuration = options.format != .text || options.time == .duration
        names = TraceNames(isJSON: options.format != .text)
        line = TraceWriter(isJSON: options.format != .text, stringSize: options.stringSize)
        if case .waiting(let waiting) = sink { waiting.attach(line.buffer, options.format) }
    }

    /// Stands in front of a system, of which it asks what is open and which addresses sockets get.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let bystander = bystander(of: system)
        self.system = bystander
        names.learn(from: bystander)
        return TracedSystem(system, by: self)
    }

    public func polled(_ events: Span<Event>) {
        self.events.removeAll(keepingCapacity: true)
        for index in events.indices.prefix(TraceEntry.limit) { self.events.append(events[index]) }
    }

    public func visited(_ entry: borrowing DirectoryEntry) {
        guard entries.count < TraceEntry.limit else { return }
        entries.append(TraceEntry(entry))
    }

    // Inlined into each call of `TracedSystem`, where the call is known and need not be put together and taken apart.
    @inline(__always)
    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        guard passes(call) else {
            let value = try proceed()
            learn(call, value)
            return value
        }
        if !entries.isEmpty { entries.removeAll(keepingCapacity: true) }
        var start = tellsTime ? now() : 0
        if isEager {
            begin(call, start)
            line.arguments(of: call, names)
            // What it takes to write is not the call's time.
            if tellsDuration { start = now() }
        }
        let waits = startWaiting()
        do throws(Errno) {
            let value = try proceed()
            finish(call, value, nil, start, wasShown: waits && endWaiting())
            return value
        } catch {
            finish(call, nil, error, start, wasShown: waits && endWaiting())
            throw error
        }
    }

    /// Learns what descriptors stand for from a call that has succeeded.
    @inline(__always)
    func learn(_ call: SystemCall, _ value: SystemValue) {
        if TraceNames.follow(call.name) { names.learn(call, value, system) }
    }

    /// Lets the call be shown while it is made.
    ///
    /// - Returns: Whether ``endWaiting()`` is to be called.
    @inline(__always)
    private func startWaiting() -> Bool {
        guard isEager, case .waiting(let waiting) = sink else { return false }
        number &+= 1
        waiting.begin(number)
        return true
    }

    /// Whether the call has been shown.
    @inline(__always)
    private func endWaiting() -> Bool {
        guard case .waiting(let waiting) = sink else { return false }
        return waiting.end(number)
    }

    private func finish(
        _ call: SystemCall, _ value: SystemValue?, _ failure: Errno?, _ start: UInt64, wasShown: Bool
    ) {
        let duration = tellsDuration ? now() &- start : 0
        if isEager {
            end(call, value, failure, start, duration, wasShown: wasShown)
        } else if case .records(let wants, let record) = sink {
            if isWanted(failure), wants(call.name, failure) {
                self.record(call, value, failure, duration, record)
            } else {
                follow(call, value, failure)
            }
        } else if isWanted(failure) {
            begin(call, start)
            line.arguments(of: call, names)
            end(call, value, failure, start, duration, wasShown: false)
        } else {
            follow(call, value, failure)
        }
    }

    private func isWanted(_ failure: Errno?) -> Bool { failure != nil || !options.filter.onlyFailures }

    /// Learns from a call, of one that has failed only what it does all the same: closing, and connecting in the background.
    func follow(_ call: SystemCall, _ value: SystemValue?, _ failure: Errno?) {
        if let value { return learn(call, value) }
        if call.name == .fdClose || failure == .nowInProgress { learn(call, SystemValue.none) }
    }

    private func passes(_ call: SystemCall) -> Bool {
        if showsAll { return true }
        let path: [UInt8]? = options.filter.needsPaths ? path(of: call) : nil
        return options.filter.passes(call.name, call.descriptor) { path }
    }

    private func path(of call: SystemCall) -> [UInt8]? {
        switch call {
        case .pathCreateDirectory(let path), .pathFilestatGet(let path, _), .pathFilestatSetTimes(let path, _, _),
            .pathLink(let path, _, to: _), .pathOpen(let path, _, _, _, inheriting: _, _), .pathReadlink(let path, _),
            .pathRemoveDirectory(let path), .pathRename(let path, to: _), .pathSymlink(target: _, let path),
            .pathUnlinkFile(let path):
            names.name(of: path)
        default: call.descriptor.flatMap { names[$0] }
        }
    }
}
