#if !os(Linux)
    import Darwin
    import WASICore

    /// What many guests wait for, where there is no queue of the kernel's that takes all kinds of descriptors: `poll`.
    struct ReadinessQueue: ~Copyable {
        private var entries: [pollfd]
        /// Who waits for an entry.
        private var waiting: [UInt64] = [0]

        /// Makes one that the bell's descriptor wakes, too.
        init?(bell: Int32) { entries = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)] }

        /// Has somebody told when a descriptor is ready.
        mutating func add(_ interest: HostInterest, for waiter: UInt64) -> Bool {
            let mask = (interest.isForReading ? POLLIN : 0) | (interest.isForWriting ? POLLOUT : 0)
            entries.append(pollfd(fd: interest.descriptor, events: Int16(mask), revents: 0))
            waiting.append(waiter)
            return true
        }

        mutating func remove(_ interest: HostInterest, of waiter: UInt64) {
            guard
                let index = entries.indices.dropFirst().first(where: {
                    waiting[$0] == waiter && entries[$0].fd == interest.descriptor
                })
            else { return }
            entries.swapAt(index, entries.count - 1)
            waiting.swapAt(index, waiting.count - 1)
            entries.removeLast()
            waiting.removeLast()
        }

        /// Waits until something is ready, the bell is rung or some time has passed; `nil` for ever.
        mutating func wait(_ time: Timestamp?, _ isReady: (UInt64) -> Void) {
            let milliseconds = time.map { Int32(clamping: ($0 + .nanoseconds(999_999)).rawValue / 1_000_000) } ?? -1
            guard unsafe poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
            for index in entries.indices.dropFirst() where entries[index].revents != 0 { isReady(waiting[index]) }
        }
    }
#endif
