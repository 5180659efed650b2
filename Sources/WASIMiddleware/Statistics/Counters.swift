import Synchronization

/// A fixed number of counters, of which one thread writes and any may read.
@safe
final class Counters: @unchecked Sendable {
    // Sendable because nothing but atomic values is reachable through it. Not an array, which would be copied when it is
    // written, and whose elements must be copyable.
    private let storage: UnsafeMutablePointer<Atomic<UInt64>>
    let count: Int

    init(count: Int, initial: UInt64 = 0) {
        self.count = count
        unsafe storage = .allocate(capacity: count)
        for index in 0..<count { unsafe (storage + index).initialize(to: Atomic(initial)) }
    }

    deinit {
        unsafe storage.deinitialize(count: count)
        unsafe storage.deallocate()
    }

    /// Only one thread at a time may store, which spares the price of an atomic addition. An index beyond the last is none.
    @inline(__always)
    subscript(index: Int) -> UInt64 {
        get { index < count && index >= 0 ? unsafe storage[index].load(ordering: .relaxed) : 0 }
        set { if index < count, index >= 0 { unsafe storage[index].store(newValue, ordering: .relaxed) } }
    }
}
