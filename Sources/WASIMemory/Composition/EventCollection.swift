import WASICore

/// Polls a system, with room for as many events as there are subscriptions.
func collectEvents(of system: any SystemInterface, _ subscriptions: [Subscription]) throws(Errno) -> [Event] {
    let storage = UnsafeMutableBufferPointer<Event>.allocate(capacity: max(subscriptions.count, 1))
    defer { unsafe storage.deallocate() }
    var events = unsafe OutputSpan(buffer: storage, initializedCount: 0)
    try system.poll(subscriptions.span, into: &events)
    let count = unsafe events.finalize(for: storage)
    return unsafe Array(storage.prefix(count))
}
