extension SystemInterface {
    /// Polls, with room for as many events as there are subscriptions; for those who are no guest and have no memory of one.
    ///
    /// - Throws: At least what ``PollCalls/poll(_:into:)`` throws.
    package func events(of subscriptions: [Subscription]) throws(Errno) -> [Event] {
        try Array(capacity: subscriptions.count) { (events: inout OutputSpan<Event>) throws(Errno) in
            try poll(subscriptions.span, into: &events)
        }
    }
}
