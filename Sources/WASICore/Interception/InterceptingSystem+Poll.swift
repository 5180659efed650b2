extension InterceptingSystem {
    @inlinable public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        var hasProceeded = false
        _ = try interceptor.intercept(.pollOneoff(subscriptions)) { () throws(Errno) in
            hasProceeded = true
            try base.poll(subscriptions, into: &events)
            interceptor.polled(events.span)
            return .count(events.count)
        }
        if !hasProceeded { interceptor.answerPoll(into: &events) }
    }
}
