import Synchronization
import WASICore

/// What a run has written and nobody has taken yet.
final class OutputQueue: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        /// Whether a run writes to it, or has.
        var isAttached = false
        /// How many of the run's streams do.
        var writerCount = 0
        /// Nobody writes any more.
        var isEnded = false
        /// Nobody reads any more.
        var isClosed = false
        var mark: (any ReadinessMark)?
        /// Who waits for bytes.
        var consumer: CheckedContinuation<[UInt8]?, Never>?
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    private func setMark(_ state: State) { state.mark?.set(state.isClosed || state.bytes.count < capacity) }

    // MARK: For the run

    /// Gives the queue to a run.
    ///
    /// - Returns: `false` if another one has it, or had it.
    func attach(_ mark: any ReadinessMark) -> Bool {
        state.withLock { state in
            guard !state.isAttached, !state.isEnded else { return false }
            state.isAttached = true
            state.mark = mark
            setMark(state)
            return true
        }
    }

    /// One more stream of the run writes to it.
    func addWriter() { state.withLock { $0.writerCount += 1 } }

    /// One of the run's streams is closed.
    func removeWriter() {
        let isLast = state.withLock { state in
            state.writerCount -= 1
            return state.writerCount == 0
        }
        if isLast { end() }
    }

    /// Has another mark say whether there is room.
    func use(_ mark: any ReadinessMark) {
        state.withLock { state in
            state.mark = mark
            setMark(state)
        }
    }

    /// Nobody writes any more.
    func end() {
        let consumer = state.withLock { state in
            defer { state.consumer = nil }
            state.isEnded = true
            state.mark = nil
            return state.consumer
        }
        // Who waits has taken everything.
        consumer?.resume(returning: nil)
    }

    /// Nobody will have a run write to it, unless one does.
    func abandon() { if !state.withLock({ $0.isAttached }) { end() } }

    /// Whether nobody reads any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// How many bytes have room; only this run's writes make it less.
    ///
    /// - Throws: ``WASICore/Errno/brokenPipe`` if nobody reads any more.
    func room() throws(Errno) -> Int {
        let room = state.withLock { state in state.isClosed ? nil : capacity - state.bytes.count }
        guard let room else { throw .brokenPipe }
        return room
    }

    /// Takes bytes for which there is room.
    func put(_ bytes: [UInt8]) {
        let consumer = state.withLock { state -> CheckedContinuation<[UInt8]?, Never>? in
            guard !state.isClosed, !bytes.isEmpty else { return nil }
            if let consumer = state.consumer {
                state.consumer = nil
                return consumer
            }
            if state.bytes.isEmpty { state.bytes = bytes } else { state.bytes += bytes }
            setMark(state)
            return nil
        }
        consumer?.resume(returning: bytes)
    }

    // MARK: For the reader

    /// What has been written since, and waits for it; `nil` at the end. One caller at a time.
    func next(isolation actor: isolated (any Actor)?) async -> [UInt8]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: [UInt8]?? = state.withLock { state in
                    if !state.bytes.isEmpty {
                        let bytes = state.bytes
                        state.bytes = []
                        setMark(state)
                        return bytes
                    }
                    if state.isEnded || state.isClosed || state.consumer != nil { return .some(nil) }
                    state.consumer = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            close()
        }
    }

    /// Nobody reads any more.
    func close() {
        let consumer = state.withLock { state in
            defer { state.consumer = nil }
            state.isClosed = true
            state.bytes = []
            setMark(state)
            return state.consumer
        }
        consumer?.resume(returning: nil)
    }
}
