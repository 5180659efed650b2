import Synchronization

/// Tells guests that compute when their turn is over. Sleeps while none runs.
final class TurnTicker: Sendable {
    private let milliseconds: Int32
    private let bell: Bell
    private let isDozing = Atomic(false)
    private let isEnding = Atomic(false)

    init(_ turn: Duration, bell: Bell) {
        let (seconds, attoseconds) = turn.components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        let sum = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        milliseconds = whole.overflow || sum.overflow ? .max : Int32(clamping: max(sum.partialValue, 1))
        self.bell = bell
    }

    /// A turn has begun.
    func noteTurn() { if isDozing.load(ordering: .sequentiallyConsistent) { bell.ring() } }

    func end() {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    /// What its thread does. A turn that was under way at one tick and still is at the next is over.
    func run(_ workers: [GuestWorker]) {
        while !isEnding.load(ordering: .sequentiallyConsistent) {
            let turns = workers.map(\.currentTurn)
            if turns.allSatisfy({ $0 == nil }) {
                isDozing.store(true, ordering: .sequentiallyConsistent)
                // One that has begun meanwhile has perhaps not seen that.
                if workers.allSatisfy({ $0.currentTurn == nil }) { bell.wait(milliseconds: -1) }
                isDozing.store(false, ordering: .sequentiallyConsistent)
                bell.silence()
                continue
            }
            bell.wait(milliseconds: milliseconds)
            bell.silence()
            for (worker, turn) in zip(workers, turns) {
                if let turn { worker.endTurn(turn) }
            }
        }
    }
}
