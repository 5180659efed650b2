import WASICore

/// Space for one poll, kept between polls.
@unsafe
struct PollSpace {
    private(set) var subscriptions = unsafe UnsafeMutableBufferPointer<Subscription>(start: nil, count: 0)
    private(set) var events = unsafe UnsafeMutableBufferPointer<Event>(start: nil, count: 0)

    /// Makes room for `count` of each.
    mutating func reserve(_ count: Int) {
        guard unsafe count > subscriptions.count else { return }
        unsafe deallocate()
        let capacity = max(16, count)
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
