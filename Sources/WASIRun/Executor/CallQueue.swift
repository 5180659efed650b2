import Synchronization
import WASIWasmtime

/// What an instance of an executor is asked to do, in the order in which it is.
final class CallQueue: Sendable {
    enum Work: Sendable {
        case call(String, [WasmValue], @Sendable (Result<[WasmValue], GuestFailure>) -> Void)
        case read(UInt64, count: Int, @Sendable ([UInt8]?) -> Void)
        case write([UInt8], UInt64, @Sendable (Bool) -> Void)
    }

    private struct State {
        var work: [Work] = []
        /// Whether nobody will ask any more.
        var isReleased = false
        /// What it has come to, when it has ended.
        var result: RunResult?
        /// How it has ended, as soon as that is known.
        var ending: ExitStatus?
        var onReady: (@Sendable (Result<Void, RunError>) -> Void)?
        var onEnd: [@Sendable (RunResult) -> Void] = []
    }

    private let state = Mutex(State())

    // MARK: For the instance's owner

    /// Notes who is to be told when the instance is there, or why there is none.
    func expect(_ onReady: @escaping @Sendable (Result<Void, RunError>) -> Void) {
        state.withLock { $0.onReady = onReady }
    }

    /// How the instance ended, if it has.
    var ending: ExitStatus? { state.withLock { $0.ending } }

    /// Asks for something. Of an instance that has ended, the answer comes at once.
    func add(_ work: Work) {
        let ending = state.withLock { state -> ExitStatus? in
            if let ending = state.ending { return ending }
            if state.isReleased { return .exited(.success) }
            state.work.append(work)
            return nil
        }
        if let ending { work.refuse(ending) }
    }

    /// Nobody asks any more.
    ///
    /// - Parameter onEnd: Told what the instance has come to, when it has.
    func release(_ onEnd: (@Sendable (RunResult) -> Void)? = nil) {
        let result = state.withLock { state -> RunResult? in
            state.isReleased = true
            if let result = state.result { return result }
            if let onEnd { state.onEnd.append(onEnd) }
            return nil
        }
        if let result { onEnd?(result) }
    }

    // MARK: For the guest's thread

    /// The instance is there.
    func begin() {
        let onReady = state.withLock { state in
            defer { state.onReady = nil }
            return state.onReady
        }
        onReady?(.success(()))
    }

    /// The next thing to do; `nil` for nothing now.
    func next() -> Work? { state.withLock { $0.work.isEmpty ? nil : $0.work.removeFirst() } }

    /// Whether nothing is to be done any more.
    var isOver: Bool { state.withLock { $0.isReleased && $0.work.isEmpty } }

    /// A call has not returned.
    func note(_ ending: ExitStatus) { state.withLock { $0.ending = ending } }

    /// The instance has ended, or there never was one.
    func end(_ outcome: Result<RunResult, RunError>) {
        let result: RunResult
        if case .success(let value) = outcome { result = value } else { result = RunResult(status: .interrupted(.caller)) }
        let (onReady, work, onEnd) = state.withLock { state in
            defer {
                state.work = []
                state.onReady = nil
                state.onEnd = []
            }
            state.result = result
            state.ending = result.status
            return (state.onReady, state.work, state.onEnd)
        }
        onReady?(outcome.map { _ in })
        for work in work { work.refuse(result.status) }
        for tell in onEnd { tell(result) }
    }
}

extension CallQueue.Work {
    /// Answers that the instance has ended.
    fileprivate func refuse(_ ending: ExitStatus) {
        switch self {
        case .call(_, _, let finish): finish(.failure(.ended(ending)))
        case .read(_, _, let finish): finish(nil)
        case .write(_, _, let finish): finish(false)
        }
    }
}
