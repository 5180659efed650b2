import HostClocks
public import WASICore

/// Writes down every call of a program with all that it was answered, for a ``Replay``.
///
/// ```swift
/// let recorder = Recorder(header, module: bytes) { batch in file.write(batch.encoded()) }
/// let system = recorder.wrapping(base)
/// // … the program runs …
/// recorder.finish(RecordedEnding(.exited))
/// ```
///
/// What is written is complete with every batch: a program that dies loses the calls since the last one. Batches are handed over when
/// they are large, and before a call that may wait.
///
/// To be put in front of everything else that stands between a program and its system, so that it sees what the program sees. Used
/// on the thread that runs the program.
public final class Recorder: Interceptor {
    private let emit: (RecordingBatch) -> Void
    private var header: RecordingHeader
    private let module: [UInt8]?
    private var witness: RecordingWitness?
    private var batchNumber: UInt32 = 0
    private var callCount: UInt64 = 0
    // Calls do not overlap; dynamic checks would cost more than what is written.
    @safe @exclusivity(unchecked) private var batch = RecordWriter()
    @safe @exclusivity(unchecked) private var batchCalls: UInt32 = 0
    @safe @exclusivity(unchecked) private var batchTime: UInt64 = 0
    /// The events or entries of the present call.
    @safe @exclusivity(unchecked) private var shown = RecordWriter()
    @safe @exclusivity(unchecked) private var shownCount = 0

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - module: The module's bytes, so that the recording is complete in itself; `nil` to keep only its digest.
    ///   - emit: Takes a batch. Its ``RecordingBatch/encoded(compressing:)``, in order, is the recording; it may be made on another
    ///     thread.
    public init(_ header: RecordingHeader, module: [UInt8]?, emit: @escaping (RecordingBatch) -> Void) {
        self.header = header
        self.module = module
        self.emit = emit
        self.header.hasModule = module != nil
    }

    /// The system for what is put between it and the recorder, such as a tracer, which asks it what is open: what it is told is in the
    /// recording, so that it is told the same in a replay.
    public func observed(_ base: any SystemInterface) -> any SystemInterface {
        let witness = RecordingWitness(base)
        self.witness = witness
        return WitnessedSystem(base, witness)
    }

    /// Stands in front of a system, and begins the recording with what is open from the start.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let witness = witness ?? RecordingWitness(bystander(of: system))
        self.witness = witness
        begin(witness)
        return RecordedSystem(system, by: self)
    }

    private func begin(_ witness: RecordingWitness) {
        header.open = witness.openDescriptors()
        var writer = RecordWriter()
        writer.header(header)
        hand(.header, writer.bytes)
        let size = RecordingFormat.moduleBatchByteCount
        if let module {
            for start in stride(from: 0, to: module.count, by: size) {
                hand(.module, Array(module[start..<min(start + size, module.count)]))
            }
        }
        batchTime = HostClock.monotonic
        batch.bytes.reserveCapacity(RecordingFormat.batchByteCount + 4096)
    }

    public func polled(_ events: Span<Event>) {
        for index in events.indices { shown.event(events[index]) }
        shownCount = events.count
    }

    public func visited(_ entry: borrowing DirectoryEntry) {
        shown.entry(entry)
        shownCount += 1
    }

    // Inlined into each call of `RecordedSystem`, where the call is known and need not be put together and taken apart.
    @inline(__always)
    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        prepare(call)
        let start = batch.bytes.count
        batch.call(call)
        do throws(Errno) {
            let value = try proceed()
            batch.value(value)
            note(call, value, nil)
            return value
        } catch {
            guard Recorder.isRecorded(error) else {
                batch.bytes.removeSubrange(start...)
                forgetShown()
                throw error
            }
            batch.failure(error)
            note(call, nil, error)
            throw error
        }
    }

    /// Whether a failure is one that the program sees. The one place for errors that only tell the host to make the call again: such a
    /// call is recorded when it is made for the last time.
    private static func isRecorded(_ error: Errno) -> Bool { true }

    /// Writes what belongs to a call behind its result, and completes it.
    @inline(__always)
    private func note(_ call: SystemCall, _ value: SystemValue?, _ failure: Errno?) {
        switch call {
        case .fdRead(_, let buffers), .fdPread(_, let buffers, _), .pathReadlink(_, let buffers),
            .sockRecv(_, let buffers, _), .sockRecvFrom(_, let buffers, _):
            if let value { batch.append(buffers, first: value.byteCount) }
        case .randomGet(let buffers):
            if value != nil { batch.append(buffers, first: buffers.byteCount) }
        case .pollOneoff, .fdReaddir:
            batch.number(shownCount)
            batch.bytes += shown.bytes
            forgetShown()
        case .sockAccept, .sockBind, .sockListen, .sockConnect: noteAddresses(call, value, failure)
        default: break
        }
        batchCalls += 1
        callCount += 1
        if batch.bytes.count >= RecordingFormat.batchByteCount { flush() }
    }

    private func forgetShown() {
        shown.bytes.removeAll(keepingCapacity: true)
        shownCount = 0
    }

    // Apart from the calls that come by the thousand.
    @inline(never)
    private func noteAddresses(_ call: SystemCall, _ value: SystemValue?, _ failure: Errno?) {
        var fd = failure == nil || failure == .nowInProgress ? call.descriptor : nil
        if case .descriptor(let accepted)? = value { fd = accepted }
        batch.addresses(fd.flatMap { witness?.addresses(of: $0) } ?? SocketAddresses())
    }

    /// Does what is to be done before a call.
    @inline(__always)
    private func prepare(_ call: SystemCall) {
        switch call {
        case .sockBind, .sockListen: witness?.forget()
        case .sockAccept, .sockConnect:
            witness?.forget()
            flushBeforeWaiting()
        case .pollOneoff, .sockRecv, .sockRecvFrom, .sockGetaddrinfo: flushBeforeWaiting()
        case .fdRead(let fd, _): if fd == .standardInput { flushBeforeWaiting() }
        default: break
        }
    }

    /// Hands over what there is, unless that was done a moment ago: the call may wait for long.
    @inline(never)
    private func flushBeforeWaiting() {
        guard batchCalls > 0, HostClock.monotonic &- batchTime > 20_000_000 else { return }
        flush()
    }

    /// Hands over the calls that there are.
    @inline(never)
    private func flush() {
        guard batchCalls > 0 else { return }
        let calls = batchCalls
        let bytes = batch.bytes
        batch.bytes = []
        batch.bytes.reserveCapacity(RecordingFormat.batchByteCount + 4096)
        batchCalls = 0
        hand(.calls, bytes, calls: calls)
        batchTime = HostClock.monotonic
    }

    private func hand(_ kind: RecordingBatch.Kind, _ contents: [UInt8], calls: UInt32 = 0) {
        emit(RecordingBatch(kind: kind, number: batchNumber, calls: calls, contents: contents))
        batchNumber &+= 1
    }

    /// Ends the recording.
    public func finish(_ ending: RecordedEnding) {
        flush()
        var writer = RecordWriter()
        writer.ending(ending, calls: callCount)
        hand(.ending, writer.bytes)
    }
}
