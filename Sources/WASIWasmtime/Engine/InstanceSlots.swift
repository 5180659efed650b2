import Synchronization

/// The places of a pool, of which each instance takes one.
package final class InstanceSlots: Sendable {
    /// One of them, until it goes.
    package final class Slot: Sendable {
        private let slots: InstanceSlots

        fileprivate init(_ slots: InstanceSlots) { self.slots = slots }
        deinit { slots.give() }
    }

    /// Takes a place that has become free, on the thread of whoever had it, and says whether it is still wanted.
    package typealias Taker = @Sendable (Slot) -> Bool

    /// What asking for a place comes to.
    package enum Claim {
        case slot(Slot)
        /// It comes later; the number is for ``InstanceSlots/forget(_:)``.
        case waits(UInt64)
    }

    private struct State {
        var free: Int
        /// Those who wait, by numbers that go up.
        var waiting: [UInt64: Taker] = [:]
        var first: UInt64 = 0
        var next: UInt64 = 0

        mutating func popFirst() -> Taker? {
            while first < next {
                defer { first += 1 }
                if let taker = waiting.removeValue(forKey: first) { return taker }
            }
            return nil
        }
    }

    let count: Int
    private let state: Mutex<State>

    init(_ count: Int) {
        self.count = count
        state = Mutex(State(free: count))
    }

    /// Takes a place. `nil` if none is free.
    package func take() -> Slot? {
        let isFree = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        return isFree ? Slot(self) : nil
    }

    /// Takes a place, or gets one later, in the order in which it was asked.
    package func take(orLater taker: @escaping Taker) -> Claim {
        let number = state.withLock { state -> UInt64? in
            guard state.free == 0 else {
                state.free -= 1
                return nil
            }
            defer { state.next += 1 }
            state.waiting[state.next] = taker
            return state.next
        }
        if let number { return .waits(number) }
        return .slot(Slot(self))
    }

    /// Has somebody not get a place any more. It may be on its way.
    package func forget(_ number: UInt64) { state.withLock { $0.waiting[number] = nil } }

    private func give() {
        let first = state.withLock { state -> Taker? in
            let taker = state.popFirst()
            if taker == nil { state.free += 1 }
            return taker
        }
        guard let first else { return }
        let slot = Slot(self)
        var taker = first
        // Given back once more if nobody wants it.
        while !taker(slot), let next = state.withLock({ $0.popFirst() }) { taker = next }
    }
}
