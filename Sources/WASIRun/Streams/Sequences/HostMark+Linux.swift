#if os(Linux)
    import Synchronization

    /// A mark that the kernel can wait for: a counter, which is readable when it is not 0, and writable when it is not full.
    final class HostMark: ReadinessMark {
        private let counter: HostDescriptor
        private let direction: StreamDirection
        private let isCounted = Atomic(false)

        /// What the guest's system is given.
        var descriptor: Int32 { counter.number }

        init(_ direction: StreamDirection) throws(RunError) {
            self.direction = direction
            do throws(HostReadError) { counter = try .counter() } catch { throw .system(error.reason) }
        }

        func set(_ isReady: Bool) {
            let counts = isReady == (direction == .reading)
            guard isCounted.exchange(counts, ordering: .relaxed) != counts else { return }
            if counts {
                let number: UInt64 = direction == .reading ? 1 : .max - 1
                try? counter.write((0..<8).map { UInt8(truncatingIfNeeded: number.littleEndian >> ($0 * 8)) })
            } else {
                _ = try? counter.read(8)
            }
        }
    }
#endif
