import WASICore

/// Space for one poll, kept between polls.
@unsafe
struct PollSpace {
    private var subscriptions = unsafe UnsafeMutableBufferPointer<Subscription>(start: nil, count: 0)
    private var events = unsafe UnsafeMutableBufferPointer<Event>(start: nil, count: 0)
    // The subscriptions of the present poll.
    private var count = 0

    /// Takes subscriptions from the guest's memory.
    @inline(__always)
    mutating func load(_ count: Int, from record: GuestRecord, as layout: SubscriptionLayout) throws(Errno) {
        unsafe reserve(count)
        for index in 0..<count {
            unsafe subscriptions[index] = try Subscription(record, at: index &* layout.size, as: layout)
        }
        unsafe self.count = count
    }

    /// Polls for the subscriptions that were loaded, and stores the events in the guest's memory.
    ///
    /// - Returns: The number of events.
    func wait(on system: any SystemInterface, storingInto record: GuestRecord) throws(Errno) -> Int {
        let waitedFor = unsafe UnsafeBufferPointer(rebasing: subscriptions[..<count])
        let space = unsafe UnsafeMutableBufferPointer(rebasing: events[..<count])
        var output = unsafe OutputSpan(buffer: space, initializedCount: 0)
        try system.poll(unsafe waitedFor.span, into: &output)
        let eventCount = unsafe output.finalize(for: space)
        for index in 0..<eventCount { unsafe record.store(space[index], at: index &* EventLayout.size) }
        return eventCount
    }

    /// Makes room for `count` of each.
    private mutating func reserve(_ count: Int) {
        guard unsafe count > subscriptions.count else { return }
        unsafe deallocate()
        // Powers of two, so that a guest that polls one descriptor more each time does not make each poll allocate.
        let capacity = max(16, 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount))
        unsafe subscriptions = .allocate(capacity: capacity)
        unsafe events = .allocate(capacity: capacity)
    }

    mutating func deallocate() {
        unsafe subscriptions.deallocate()
        unsafe events.deallocate()
        unsafe subscriptions = .init(start: nil, count: 0)
        unsafe events = .init(start: nil, count: 0)
    }
}
