#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CWASIUnix
    import WASICore

    /// What many guests wait for, as the kernel keeps it: `epoll`.
    @safe
    struct ReadinessQueue: ~Copyable {
        private let queue: Int32
        private let bell: Int32
        /// Who waits for a descriptor, by its number; 0 for nobody.
        private var waiting: [UInt64] = []
        private var events = unsafe [epoll_event](repeating: epoll_event(), count: 256)

        /// Makes one that the bell's descriptor wakes, too.
        init?(bell: Int32) {
            queue = cwasi_epoll_create()
            self.bell = bell
            guard queue >= 0 else { return nil }
            _ = cwasi_epoll_add(queue, bell, UInt32(POLLIN))
        }

        deinit { if queue >= 0 { _ = close(queue) } }

        /// Has somebody told when a descriptor is ready.
        ///
        /// - Returns: `false` if the kernel does not watch it: a file that is always ready, or one that somebody else waits for.
        mutating func add(_ interest: HostInterest, for waiter: UInt64) -> Bool {
            let mask = UInt32((interest.isForReading ? POLLIN : 0) | (interest.isForWriting ? POLLOUT : 0))
            guard interest.descriptor >= 0, cwasi_epoll_add(queue, interest.descriptor, mask) == 0 else { return false }
            let index = Int(interest.descriptor)
            while waiting.count <= index { waiting.append(contentsOf: repeatElement(0, count: max(64, waiting.count))) }
            waiting[index] = waiter
            return true
        }

        mutating func remove(_ interest: HostInterest, of waiter: UInt64) {
            let index = Int(interest.descriptor)
            guard index >= 0, index < waiting.count, waiting[index] == waiter else { return }
            waiting[index] = 0
            _ = cwasi_epoll_remove(queue, interest.descriptor)
        }

        /// Waits until something is ready, the bell is rung or some time has passed; `nil` for ever.
        mutating func wait(_ time: Timestamp?, _ isReady: (UInt64) -> Void) {
            if time != .zero {
                var entry = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
                if let time {
                    var limit = timespec()
                    limit.tv_sec = Int(clamping: time.rawValue / 1_000_000_000)
                    limit.tv_nsec = Int(time.rawValue % 1_000_000_000)
                    guard unsafe cwasi_ppoll(&entry, 1, &limit) > 0 else { return }
                } else {
                    guard unsafe cwasi_ppoll(&entry, 1, nil) > 0 else { return }
                }
            }
            let count = unsafe events.withUnsafeMutableBufferPointer { events in
                unsafe cwasi_epoll_collect(queue, events.baseAddress, Int32(events.count))
            }
            for index in 0..<Int(max(count, 0)) {
                let descriptor = Int(unsafe events[index].data.fd)
                if descriptor < waiting.count, waiting[descriptor] != 0 { isReady(waiting[descriptor]) }
            }
        }
    }
#endif
