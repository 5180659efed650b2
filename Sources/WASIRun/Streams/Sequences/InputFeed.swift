import Synchronization

/// What one run reads of an asynchronous sequence.
///
/// The sequence is asked when the program first wants to know, and no further than the capacity ahead of it.
final class InputFeed: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        /// The chunk that is read, and how far.
        var first = 0
        var position = 0
        /// How many bytes there are.
        var count = 0
        var isEnded = false
        var failure: String?
        /// Nobody reads any more.
        var isClosed = false
        var mark: any ReadinessMark
        var task: Task<Void, Never>?
        /// Who waits for room.
        var producer: CheckedContinuation<Bool, Never>?

        /// Whether a read need not wait.
        var isReady: Bool { count > 0 || isEnded }
    }

    private let sequence: InputSequence
    private let state: Mutex<State>

    init(_ sequence: InputSequence, _ mark: any ReadinessMark) {
        self.sequence = sequence
        state = Mutex(State(mark: mark))
    }

    // MARK: For the program

    /// What a read brings.
    enum Bytes {
        /// Part of a chunk.
        case part([UInt8], Range<Int>)
        case end
        case failure
    }

    /// Takes the next bytes, at least one; `nil` if they have not come yet.
    func take(atMost limit: Int) -> Bytes? {
        let (bytes, producer) = state.withLock { state -> (Bytes?, CheckedContinuation<Bool, Never>?) in
            start(&state)
            guard state.count > 0 else {
                return (state.isEnded ? (state.failure == nil ? .end : .failure) : nil, nil)
            }
            let chunk = state.chunks[state.first]
            let range = state.position..<state.position + min(limit, chunk.count - state.position)
            state.position = range.upperBound
            state.count -= range.count
            if state.position == chunk.count {
                state.first += 1
                state.position = 0
                // What is behind is moved when half of the room is empty, so that each is moved twice at most.
                if state.first * 2 >= state.chunks.count {
                    state.chunks.removeFirst(state.first)
                    state.first = 0
                }
            }
            state.mark.set(state.isReady)
            guard state.count < sequence.capacity else { return (.part(chunk, range), nil) }
            defer { state.producer = nil }
            return (.part(chunk, range), state.producer)
        }
        producer?.resume(returning: true)
        return bytes
    }

    /// How many bytes there are, and whether these are the last.
    func look() -> (count: Int, isEnded: Bool) {
        state.withLock { state in
            start(&state)
            return (state.count, state.isEnded)
        }
    }

    /// Nobody reads any more.
    func close() {
        let (task, producer) = state.withLock { state in
            defer {
                state.isClosed = true
                state.chunks = []
                state.count = 0
                state.task = nil
                state.producer = nil
            }
            return (state.task, state.producer)
        }
        producer?.resume(returning: false)
        task?.cancel()
    }

    /// Why the sequence failed, if it did.
    var failure: String? { state.withLock { $0.failure } }

    /// Has another mark say whether there is something.
    func use(_ mark: any ReadinessMark) {
        state.withLock { state in
            state.mark = mark
            mark.set(state.isReady)
        }
    }

    // MARK: For the sequence

    private func start(_ state: inout State) {
        guard state.task == nil, !state.isEnded, !state.isClosed else { return }
        state.task = Task { await sequence.iterate(self) }
    }

    /// Takes a chunk, and waits until there is room for another.
    ///
    /// - Returns: `false` if nobody wants it.
    func put(_ chunk: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            let isWanted: Bool? = state.withLock { state in
                if state.isClosed { return false }
                if !chunk.isEmpty {
                    state.chunks.append(chunk)
                    state.count += chunk.count
                    state.mark.set(true)
                }
                if state.count < sequence.capacity { return true }
                state.producer = continuation
                return nil
            }
            if let isWanted { continuation.resume(returning: isWanted) }
        }
    }

    /// There is nothing more.
    func end(_ failure: String?) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isEnded = true
            state.failure = failure
            state.task = nil
            state.mark.set(true)
        }
    }
}
