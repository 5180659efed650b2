import Synchronization

/// What a program writes, in the order in which it does, for whoever iterates over it: ``StandardOutput/makeSequence(capacity:)``.
///
/// Each element is what has been written since the last one: never empty, and at most the capacity. It is not a write of the program, of
/// which there may be several in one element, or part of one.
///
/// It ends when the run has ended and everything has been taken, when the program closes the stream, and when the sequence turns out
/// to get no run. There is one iterator: another one finds the end. When it is gone, when its task is cancelled, or when the sequence is
/// let go of without one, nobody reads any more, and the program's writes fail with ``/WASICore/Errno/brokenPipe``.
public struct OutputChunks: AsyncSequence, Sendable {
    /// Some bytes.
    public typealias Element = [UInt8]
    /// It does not fail.
    public typealias Failure = Never

    private let end: ReadingEnd

    init(_ queue: OutputQueue) { end = ReadingEnd(queue) }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(end: end.take()) }

    /// Reads what a program writes.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let end: ReadingEnd?

        /// Waits for what the program writes next; `nil` at the end, and when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> [UInt8]? {
            await end?.queue.next(isolation: actor)
        }
    }
}

/// What makes a queue be read; with it goes whoever reads.
private final class ReadingEnd: Sendable {
    let queue: OutputQueue
    private let isTaken = Atomic(false)

    init(_ queue: OutputQueue) { self.queue = queue }

    deinit { if !isTaken.load(ordering: .relaxed) { queue.close() } }

    /// Hands over to one that is an iterator's; `nil` from the second time on.
    func take() -> ReadingEnd? { isTaken.exchange(true, ordering: .relaxed) ? nil : ReadingEnd(queue) }
}

/// What may make a run write to a queue; with it goes every hope of that.
final class WritingEnd: Sendable {
    let queue: OutputQueue

    init(_ queue: OutputQueue) { self.queue = queue }

    deinit { queue.abandon() }
}
