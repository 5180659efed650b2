public import WASICore

/// Answers every call of a program as it was answered when it was recorded, without files, network or clocks.
///
/// ```swift
/// let replay = Replay(try RecordingReader(source)) { stream, bytes in … }
/// let system = replay.system
/// // … the program runs …
/// replay.finish(RecordedEnding(.exited))
/// if let divergence = replay.divergence { print(divergence) }
/// ```
///
/// What the program writes to its standard streams is written again; nothing else leaves it. Calls that waited are answered at once.
/// A program that makes another call than was recorded is told so no more than its author: the call fails with
/// ``WASICore/Errno/canceled``, as do all that follow, and ``divergence`` says where it was.
///
/// Used on the thread that runs the program.
public final class Replay: Interceptor {
    /// What the recording says of the run as a whole.
    public var header: RecordingHeader { recording.header }
    /// Where the replay has left the recording; `nil` as long as it has not.
    public private(set) var divergence: Divergence?
    /// The number of calls that have been answered.
    public private(set) var callCount: UInt64 = 0
    /// Told once when nothing is left to be answered: with the recorded end, if it is one that came from outside, and the program is to
    /// be stopped there; with `nil` if the replay cannot go on. On the thread that runs the program, possibly in a call of it.
    public var onStop: ((RecordedEnding?) -> Void)?

    private let recording: RecordingReader
    private let output: (Descriptor, RawSpan) -> Void
    private let witness: ReplayWitness
    private var reader = RecordReader([])
    private var left: UInt32 = 0
    private var hasStopped = false
    private var hasBegun = false
    private var actual = RecordWriter()
    /// What descriptors stand for, for messages.
    private var names = TraceNames(isJSON: false)
    private var events: [Event] = []
    private var entries: [RecordedEntry] = []
    /// What a listing fails with behind its entries.
    private var listingFailure: Errno?
    /// Which of the recorded program's descriptors are its standard output and standard error.
    private var streams: [Descriptor: Descriptor] = [.standardOutput: .standardOutput, .standardError: .standardError]

    /// Makes a replay.
    ///
    /// - Parameter output: Takes what the program writes to standard output and standard error, as far as it was written when it was
    ///   recorded.
    public init(_ recording: RecordingReader, output: @escaping (Descriptor, RawSpan) -> Void) {
        self.recording = recording
        self.output = output
        witness = ReplayWitness(recording.header.open)
        actual.bytes.reserveCapacity(1024)
        names.learn(from: bystander)
    }

    /// The system of the recorded program.
    public var system: any SystemInterface { AbsentSystem().intercepted(by: self) }

    /// Whom to ask what is open, for what watches the program's calls. What it is asked does not count as a call.
    var bystander: any SystemInterface { AbsentSystem().intercepted(by: witness) }

    /// Has the replay stopped at once if nothing was recorded that a call could be answered with. To be called before the program
    /// runs, when ``onStop`` is set.
    public func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        lookAhead()
    }

    /// Compares how the program has ended with what was recorded.
    public func finish(_ ending: RecordedEnding) {
        begin()
        guard divergence == nil else { return }
        if left > 0 {
            let recorded = recordedCall() ?? "another call"
            diverge(.endBeforeCall(recorded: recorded, ending: ending.description), at: callCount + 1)
        } else if case .complete(let recorded) = recording.end {
            let isSame = recorded.kind == ending.kind && (recorded.kind == .trapped || recorded.code == ending.code)
            if !isSame { diverge(.otherEnd(recorded: recorded.description, ending: ending.description), at: callCount) }
        }
    }

    /// The recorded end of the run; `nil` until the replay has come to it.
    public var ending: RecordedEnding? {
        if case .complete(let ending) = recording.end { ending } else { nil }
    }

    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        begin()
        events.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        listingFailure = nil
        guard divergence == nil else { throw .canceled }
        guard left > 0 else {
            // With an end from outside, the program has been told to stop, and makes this call before it does.
            if case .complete(let ending) = recording.end, ending.kind != .interrupted {
                diverge(.callAfterEnd(made: text(of: call), ending: ending.description), at: callCount + 1)
            }
            throw .canceled
        }
        actual.bytes.removeAll(keepingCapacity: true)
        actual.call(call)
        guard reader.skip(actual.bytes) else {
            diverge(
                recordedCall().map { .otherCall(recorded: $0, made: text(of: call)) } ?? .malformed, at: callCount + 1)
            throw .canceled
        }
        let outcome: Result<SystemValue, Errno>
        do throws(RecordReader.Malformed) {
            outcome = try answer(call)
        } catch {
            diverge(.malformed, at: callCount + 1)
            throw .canceled
        }
        if let value = try? outcome.get() { names.learn(call, value, bystander) }
        callCount += 1
        left -= 1
        if left == 0 { lookAhead() }
        return try outcome.get()
    }

    public func answerPoll(into events: inout OutputSpan<Event>) {
        for event in self.events where events.freeCapacity > 0 { events.append(event) }
    }

    public func answerListing(_ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool) throws(Errno) {
        for entry in entries {
            let goesOn = try entry.name.withRawSpan { (name) throws(Errno) in
                try visit(DirectoryEntry(name: name, type: entry.type, inode: entry.inode, next: entry.next))
            }
            guard goesOn else { break }
        }
        if let listingFailure { throw listingFailure }
    }

    /// Reads what a call was answered, gives it to the program, and does again what is to be done.
    private func answer(_ call: SystemCall) throws(RecordReader.Malformed) -> Result<SystemValue, Errno> {
        let outcome = try reader.outcome()
        let value = try? outcome.get()
        switch call {
        case .fdRead(_, let buffers), .fdPread(_, let buffers, _), .pathReadlink(_, let buffers),
            .sockRecv(_, let buffers, _), .sockRecvFrom(_, let buffers, _):
            if let value { try bring(value.byteCount, to: buffers) }
        case .randomGet(let buffers):
            if value != nil { try bring(buffers.byteCount, to: buffers) }
        case .fdWrite(let fd, let buffers), .fdPwrite(let fd, let buffers, _), .sockSend(let fd, let buffers, _),
            .sockSendTo(let fd, let buffers, _, _):
            guard let value else { break }
            guard value.byteCount <= buffers.byteCount else { throw RecordReader.Malformed() }
            if let stream = streams[fd] { buffers.visit(first: value.byteCount) { output(stream, $0) } }
        case .fdReaddir:
            entries = try reader.list { reader throws(RecordReader.Malformed) in try reader.entry() }
            if case .failure(let error) = outcome, !entries.isEmpty {
                listingFailure = error
                return .success(.none)
            }
        case .pollOneoff(let subscriptions):
            events = try reader.list { reader throws(RecordReader.Malformed) in try reader.event() }
            guard events.count <= subscriptions.count else { throw RecordReader.Malformed() }
            if value != nil { return .success(.count(events.count)) }
        case .sockGetaddrinfo(_, let limit):
            if case .addresses(let addresses)? = value, addresses.count > limit { throw RecordReader.Malformed() }
        case .sockAccept, .sockBind, .sockListen, .sockConnect:
            var fd = call.descriptor
            if case .descriptor(let accepted)? = value { fd = accepted }
            let addresses = try reader.addresses()
            if let fd, value != nil || addresses != SocketAddresses() { witness.addresses[fd] = addresses }
        case .fdRenumber(let fd, let target):
            if value != nil, fd != target { streams[target] = streams.removeValue(forKey: fd) }
        case .fdClose(let fd):
            // Closed even when it fails, unless it never was open.
            if value != nil { streams[fd] = nil }
        default: break
        }
        return outcome
    }

    private func bring(_ count: Int, to buffers: TransferBuffers) throws(RecordReader.Malformed) {
        guard count <= buffers.byteCount else { throw RecordReader.Malformed() }
        Array(try reader.take(count)).withRawSpan { _ = buffers.store($0) }
    }

    /// Reads the next calls, or what ends them.
    private func lookAhead() {
        if let calls = recording.nextCalls() {
            reader = RecordReader(calls.contents)
            left = calls.count
            return
        }
        switch recording.end {
        case .complete(let ending): if ending.kind == .interrupted { stop(ending) }
        case .damaged(let byte): diverge(.damaged(atByte: byte), at: callCount)
        case .unreadable(let reason): diverge(.unreadable(reason: reason), at: callCount)
        case .cut, nil: diverge(.cut, at: callCount)
        }
    }

    private func diverge(_ kind: Divergence.Kind, at call: UInt64) {
        divergence = Divergence(call: call, kind: kind)
        stop(nil)
    }

    private func stop(_ ending: RecordedEnding?) {
        guard !hasStopped else { return }
        hasStopped = true
        onStop?(ending)
    }

    /// The next recorded call in a tracer's words; `nil` if it makes no sense.
    private func recordedCall() -> String? {
        var text = ""
        var reader = reader
        do throws(RecordReader.Malformed) {
            try reader.call { text = self.text(of: $0) }
        } catch {
            return nil
        }
        return text
    }

    private func text(of call: borrowing SystemCall) -> String {
        var line = TraceWriter(isJSON: false, stringSize: RecordingFormat.shownByteCount)
        line.buffer.append(call.name.description)
        line.raw("(")
        line.arguments(of: copy call, names)
        line.filled(by: copy call, nil)
        line.raw(")")
        return line.buffer.text
    }
}

extension SystemValue {
    /// The bytes that were moved.
    var byteCount: Int {
        switch self {
        case .count(let count): count
        case .received(let received): received.byteCount
        case .message(let message): message.byteCount
        default: 0
        }
    }
}
