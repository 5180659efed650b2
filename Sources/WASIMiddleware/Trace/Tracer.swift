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
/// Every line is written when it is complete and nothing is held back, so that a crash loses none. Bytes of the guest are never
/// written raw. Of preview 1's calls that the interface has one for several, the first is shown (`args_get`, `environ_get`,
/// `fd_prestat_get`); what fails before the system is asked, such as a number that is no clock, is not seen.
public final class Tracer: Interceptor {
    /// How it writes.
    public let options: TraceOptions

    private let write: (RawSpan) -> Void
    private let now: () -> UInt64
    private let began: UInt64
    /// Whether the filter leaves nothing out by name.
    private let showsAll: Bool
    /// What to add to the monotonic clock for the time since 1970.
    private let epoch: UInt64
    // Calls do not overlap; dynamic checks would cost more than the rest of a line.
    @safe @exclusivity(unchecked) private var system: (any SystemInterface)?
    @safe @exclusivity(unchecked) private var names = TraceNames()
    @safe @exclusivity(unchecked) private var line: TraceWriter
    @safe @exclusivity(unchecked) private var events: [Event] = []
    @safe @exclusivity(unchecked) private var entries: [TraceEntry] = []
    @safe @exclusivity(unchecked) private var hasBegun = false

    /// Makes a tracer.
    ///
    /// - Parameter write: Takes one line with its end, to be written at once.
    public convenience init(_ options: TraceOptions = TraceOptions(), write: @escaping (RawSpan) -> Void) {
        self.init(options, epoch: HostClock.realtime &- HostClock.monotonic, now: { HostClock.monotonic }, write: write)
    }

    /// The same with a clock of the caller's.
    init(_ options: TraceOptions, epoch: UInt64, now: @escaping () -> UInt64, write: @escaping (RawSpan) -> Void) {
        self.options = options
        self.write = write
        self.now = now
        self.epoch = epoch
        began = now()
        showsAll = options.filter.passesAll
        line = TraceWriter(isJSON: options.format != .text, stringSize: options.stringSize)
    }

    /// Stands in front of a system, of which it asks what is open and which addresses sockets get.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let bystander = bystander(of: system)
        self.system = bystander
        names.learn(from: bystander)
        return InterceptedSystem(system, by: self)
    }

    public func polled(_ events: Span<Event>) {
        self.events.removeAll(keepingCapacity: true)
        for index in events.indices.prefix(TraceEntry.limit) { self.events.append(events[index]) }
    }

    public func visited(_ entry: borrowing DirectoryEntry) {
        guard entries.count < TraceEntry.limit else { return }
        entries.append(TraceEntry(entry))
    }

    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        guard passes(call) else {
            let value = try proceed()
            names.learn(call, value, system)
            return value
        }
        entries.removeAll(keepingCapacity: true)
        let start = now()
        let head = writeHead(call, start)
        var value: SystemValue?
        var failure: Errno?
        do throws(Errno) { value = try proceed() } catch { failure = error }
        // Of what fails, only what is done all the same: closing, and connecting in the background.
        if failure == nil || call.name == .fdClose || failure == .nowInProgress {
            defer { names.learn(call, value ?? SystemValue.none, system) }
            if failure != nil || !options.filter.onlyFailures { finish(call, value, failure, start, head) }
        } else {
            finish(call, value, failure, start, head)
        }
        if let value { return value }
        throw failure ?? .ioError
    }

    private func passes(_ call: SystemCall) -> Bool {
        if showsAll { return true }
        let descriptor = call.descriptor
        let path: [UInt8]? = options.filter.needsPaths ? path(of: call) : nil
        return options.filter.passes(call.name, descriptor) { path }
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

    /// Writes the beginning of a line before a call that can wait.
    ///
    /// - Returns: The bytes that were written.
    private func writeHead(_ call: SystemCall, _ start: UInt64) -> [UInt8] {
        guard options.showsWaiting, options.format == .text, !options.filter.onlyFailures, call.name.canWait else {
            return []
        }
        begin(call, start)
        line.arguments(of: call, names, returned: nil)
        emit()
        return line.bytes
    }

    private func begin(_ call: SystemCall, _ start: UInt64) {
        line.clear()
        switch options.format {
        case .text:
            switch options.time {
            case .none, .duration: break
            case .relative: seconds(start &- began)
            case .absolute: seconds(start &+ epoch)
            }
            line.raw(call.name.description)
            line.raw("(")
        case .json:
            line.raw("{\"time\":")
            line.decimal(start &- began)
            line.raw(",\"call\":\"")
            line.raw(call.name.description)
            line.raw("\",\"family\":\"")
            line.raw(call.name.family.rawValue)
            line.raw("\",\"arguments\":{")
        case .chrome:
            if !hasBegun { line.raw("[\n") }
            hasBegun = true
            line.raw("{\"name\":\"")
            line.raw(call.name.description)
            line.raw("\",\"cat\":\"")
            line.raw(call.name.family.rawValue)
            line.raw("\",\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":")
            microseconds(start &- began)
            line.raw(",\"args\":{\"arguments\":{")
        }
    }

    private func finish(_ call: SystemCall, _ value: SystemValue?, _ failure: Errno?, _ start: UInt64, _ head: [UInt8]) {
        let duration = now() &- start
        begin(call, start)
        line.arguments(of: call, names, returned: value ?? SystemValue.none, hasFailed: failure != nil)
        if options.format == .text {
            line.raw(") = ")
            if let failure {
                line.raw(failure.description)
            } else if case .procExit = call {
                line.raw("?")
            } else {
                result(call, value)
            }
            if options.time == .duration {
                line.raw(" <")
                microsecondsAsSeconds(duration)
                line.raw(">")
            }
            line.raw("\n")
        } else {
            if let failure {
                line.raw("},\"error\":\"")
                line.raw(failure.name)
                line.raw("\",\"message\":\"")
                line.raw(failure.message)
                line.raw("\"")
            } else {
                line.raw("},\"result\":")
                result(call, value)
            }
            if options.format == .json {
                line.raw(",\"duration\":")
                line.decimal(duration)
                line.raw("}\n")
            } else {
                line.raw("},\"dur\":")
                microseconds(duration)
                line.raw("},\n")
            }
        }
        if !head.isEmpty {
            if line.bytes.starts(with: head) {
                line.bytes.removeFirst(head.count)
            } else {
                // The guest has had its own argument overwritten.
                line.bytes.insert(0x0a, at: 0)
            }
        }
        emit()
    }

    /// What opens a descriptor is shown with what it stands for now.
    private func result(_ call: SystemCall, _ value: SystemValue?) {
        if case .descriptor(let fd)? = value {
            var later = names
            later.learn(call, .descriptor(fd), system)
            line.resultDescriptor(fd, later)
        } else {
            line.result(value ?? SystemValue.none, events: events, entries: entries, isPoll: call.name == .pollOneoff)
        }
    }

    private func emit() { line.show(write) }

    /// Seconds with six digits behind the point, and a space.
    private func seconds(_ nanoseconds: UInt64) {
        microsecondsAsSeconds(nanoseconds)
        line.raw(" ")
    }

    private func microsecondsAsSeconds(_ nanoseconds: UInt64) {
        line.decimal(nanoseconds / 1_000_000_000)
        line.raw(".")
        line.decimal(nanoseconds % 1_000_000_000 / 1000, digits: 6)
    }

    private func microseconds(_ nanoseconds: UInt64) {
        line.decimal(nanoseconds / 1000)
        line.raw(".")
        line.decimal(nanoseconds % 1000, digits: 3)
    }
}

/// A directory entry that is to be shown.
struct TraceEntry {
    /// How many entries and events are shown of one call.
    static let limit = 32

    var name: [UInt8]
    var type: FileType
    var inode: UInt64
    var next: UInt64

    init(_ entry: borrowing DirectoryEntry) {
        name = []
        for offset in 0..<min(entry.name.byteCount, 4096) {
            name.append(entry.name.byte(at: offset))
        }
        (type, inode, next) = (entry.type, entry.inode, entry.next.rawValue)
    }
}

extension SystemCallName {
    /// Whether it can wait for something outside, and does not write itself, possibly into the line that it is shown in.
    var canWait: Bool {
        switch self {
        case .fdRead, .pollOneoff, .sockAccept, .sockConnect, .sockRecv, .sockRecvFrom, .sockSend, .sockSendTo,
            .sockGetaddrinfo:
            true
        default: false
        }
    }
}
