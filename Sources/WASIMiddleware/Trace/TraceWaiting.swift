import Synchronization

/// Shows a call in a trace while it is being made, if it takes long: one that waits for a peer, a terminal or a time.
///
/// ```swift
/// let waiting = TraceWaiting { line in log.write(line) }
/// let tracer = Tracer(options, waiting: waiting)
/// command.wrappers.append { tracer.wrapping($0) }
/// // On any thread, while the program runs, about ten times a second:
/// waiting.show()
/// ```
///
/// A call that returns before it is shown costs nothing more. Text shows the beginning of its line, up to what the call is going
/// to fill in, and the rest when it returns; what the other forms show is in <doc:TraceFormats>.
public final class TraceWaiting: Sendable {
    /// 0 while no call is made, or the number of the call, times four, and a ``Stage``. Changed by the guest's thread, but from
    /// `made` to `shown` by the other one, with the lock held from before until behind the writing.
    private let state = Atomic<UInt64>(0)
    private let other: Mutex<Other>
    let write: @Sendable (RawSpan) -> Void

    private enum Stage {
        static let made: UInt64 = 1, writing: UInt64 = 2, shown: UInt64 = 3
    }

    private struct Other {
        /// The call that was being made when last asked.
        var seen: UInt64 = 0
        /// Makes a line of what the guest's thread has begun; `nil` until the tracer has said how.
        var line: TraceBuffer?
        var form = TraceOptions.Format.text
        let copy = TraceBuffer()
    }

    /// - Parameter write: Takes a line, or a part of one, to be written at once. Also called by the tracer for all other lines.
    public init(write: @escaping @Sendable (RawSpan) -> Void) {
        self.write = write
        other = Mutex(Other())
    }

    /// Shows the call that is being made, if it was being made the last time too, and is not shown yet.
    public func show() {
        other.withLock { other in
            let now = state.load(ordering: .acquiring)
            guard now & 3 == Stage.made, let line = other.line else { return }
            guard now == other.seen else {
                other.seen = now
                return
            }
            let writing = now &- Stage.made &+ Stage.writing
            guard state.compareExchange(expected: now, desired: writing, ordering: .acquiringAndReleasing).exchanged else {
                return
            }
            other.copy.truncate()
            other.copy.append(line)
            TraceWriter.completeWaiting(other.copy, other.form)
            other.copy.withBytes(write)
            state.store(writing &+ 1, ordering: .releasing)
        }
    }

    /// Says where the beginnings of lines stand while calls are made.
    func attach(_ line: TraceBuffer, _ form: TraceOptions.Format) {
        other.withLock { other in
            other.line = line
            other.form = form
        }
    }

    /// A call begins whose line is there.
    @inline(__always)
    func begin(_ number: UInt64) { state.store(number << 2 | Stage.made, ordering: .releasing) }

    /// The call has returned.
    ///
    /// - Returns: Whether it has been shown. From here on the line is the caller's alone.
    @inline(__always)
    func end(_ number: UInt64) -> Bool {
        let made = number << 2 | Stage.made
        if state.compareExchange(expected: made, desired: 0, ordering: .acquiringAndReleasing).exchanged { return false }
        endShown()
        return true
    }

    @inline(never)
    private func endShown() { other.withLock { _ in state.store(0, ordering: .releasing) } }
}
