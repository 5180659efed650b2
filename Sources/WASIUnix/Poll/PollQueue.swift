#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CWASIUnix
    import WASICore

    /// Which of many descriptors are ready, as the kernel keeps it: `epoll`.
    ///
    /// `ppoll` looks at every descriptor in every call, which takes a fifth of a microsecond each; a guest with a thousand connections
    /// polls a thousand descriptors to hear of one. They are nearly the same ones each time. The queue is told of those that are new
    /// or polled for something else, and then asked which are ready.
    ///
    /// What is not polled any more stays in it, for it is likely to be polled again soon. Only when it turns out ready is it taken
    /// out. A descriptor must be forgotten before it is closed: its number will be another's.
    @safe
    struct PollQueue: ~Copyable {
        /// What the queue knows of one of the host's descriptors.
        private struct Watch {
            /// What it is watched for; 0 if it is not.
            var events: UInt32 = 0
            /// Its place in the set that was given last. What it says counts only if that entry is of the same descriptor.
            var place: Int32 = 0
        }

        // Made when it is first needed, because most guests never need it.
        private var queue: Int32 = -1
        private var watches = unsafe UnsafeMutableBufferPointer<Watch>(start: nil, count: 0)
        private var watchCount = 0
        // Room for all that are watched: what is ready is to be known at once, and not some of it.
        private var ready = unsafe UnsafeMutableBufferPointer<epoll_event>(start: nil, count: 0)

        init() {}

        deinit {
            if queue >= 0 { _ = OwnedDescriptor(taking: queue) }
            unsafe watches.deallocate()
            unsafe ready.deallocate()
        }

        /// Has the descriptors of a set watched.
        ///
        /// - Returns: The queue's own descriptor, which is readable when one of those that are watched is ready.
        /// - Throws: At least ``WASICore/Errno/notPermitted`` for what cannot be watched: files that are always ready.
        mutating func watch(_ set: borrowing PollSet) throws(Errno) -> Int32 {
            if queue < 0 { queue = try Syscall.retrying { cwasi_epoll_create() } }
            for place in 1..<set.count {
                let entry = set[place]
                let index = Int(entry.fd)
                if unsafe index >= watches.count { growWatches(index) }
                unsafe watches[index].place = Int32(truncatingIfNeeded: place)
                let events = UInt32(UInt16(bitPattern: entry.events))
                let watched = unsafe watches[index].events
                if watched == events { continue }
                if watched == 0 {
                    _ = try Syscall.once { cwasi_epoll_add(queue, entry.fd, events) }
                    watchCount += 1
                } else {
                    _ = try Syscall.once { cwasi_epoll_change(queue, entry.fd, events) }
                }
                unsafe watches[index].events = events
            }
            if unsafe watchCount > ready.count { growReady() }
            return queue
        }

        /// Notes in a set, the one that was given last, which of its descriptors are ready now.
        ///
        /// - Returns: Whether any is.
        mutating func collect(into set: inout PollSet) throws(Errno) -> Bool {
            let capacity = unsafe Int32(truncatingIfNeeded: ready.count)
            let count = try Syscall.retrying { unsafe cwasi_epoll_collect(queue, ready.baseAddress, capacity) }
            var isAnyReady = false
            for index in 0..<Int(count) {
                let event = unsafe ready[index]
                let host = unsafe event.data.fd
                let place = Int(unsafe watches[Int(host)].place)
                if place > 0, place < set.count, set[place].fd == host {
                    set[place].revents = unsafe Int16(truncatingIfNeeded: event.events)
                    isAnyReady = true
                } else {
                    forget(host)
                }
            }
            return isAnyReady
        }

        /// Takes a descriptor out, if it is watched.
        @inline(__always)
        mutating func forget(_ host: Int32) {
            guard unsafe Int(host) < watches.count, unsafe watches[Int(host)].events != 0 else { return }
            // Others may have the same open file, which would then stay in the queue after this descriptor is closed.
            _ = cwasi_epoll_remove(queue, host)
            unsafe watches[Int(host)] = Watch()
            watchCount -= 1
        }

        // The host gives low numbers first, so this grows with what is open.
        private mutating func growWatches(_ index: Int) {
            let larger = UnsafeMutableBufferPointer<Watch>.allocate(capacity: max(256, (index + 1) * 2))
            unsafe larger.initialize(repeating: Watch())
            for index in unsafe watches.indices { unsafe larger[index] = unsafe watches[index] }
            unsafe watches.deallocate()
            unsafe watches = larger
        }

        private mutating func growReady() {
            unsafe ready.deallocate()
            unsafe ready = .allocate(capacity: max(256, watchCount * 2))
        }
    }
#endif
