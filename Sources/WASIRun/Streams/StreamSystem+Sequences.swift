import WASICore

// Streams that may have to be waited for.
extension StreamSystem {
    /// Reads what has come; 0 bytes at the end.
    func read(
        _ feed: InputFeed, _ fd: Descriptor, _ status: DescriptorStatus, into buffers: inout ScatterBuffers
    ) throws(Errno) -> Int {
        if buffers.byteCount == 0 { return 0 }
        var patience = Patience()
        while true {
            switch feed.take(atMost: buffers.byteCount) {
            case .part(let chunk, let range): return buffers.store(chunk, in: range)
            case .end: return 0
            case .failure: throw .ioError
            case nil:
                if status.flags.contains(.nonBlocking) { throw .resourceTemporarilyUnavailable }
                try wait(.read(fd), &patience)
            }
        }
    }

    /// Writes all bytes, unless the descriptor is not to wait or something is wrong.
    func write(
        _ queue: OutputQueue, _ fd: Descriptor, _ status: DescriptorStatus, from buffers: borrowing GatherBuffers
    ) throws(Errno) -> Int {
        var done = 0
        var patience = Patience()
        while true {
            do throws(Errno) {
                let room = try queue.room()
                if room > 0 {
                    // What has no room yet is not even copied.
                    let bytes = [UInt8](copying: buffers, from: done, atMost: room)
                    queue.put(bytes)
                    done += bytes.count
                    patience = Patience()
                }
                if done >= buffers.byteCount { return done }
                if status.flags.contains(.nonBlocking) {
                    if done > 0 { return done }
                    throw .resourceTemporarilyUnavailable
                }
                if room == 0 { try wait(.write(fd), &patience) }
            } catch {
                // What has been written is reported; the error comes with the next call.
                if done > 0 { return done }
                throw error
            }
        }
    }

    /// How often something was waited for in vain.
    struct Patience {
        fileprivate var moment: Timestamp?
    }

    /// Waits as the system does for what marks the stream.
    private func wait(_ kind: Subscription.Kind, _ patience: inout Patience) throws(Errno) {
        var kind = kind
        if let moment = patience.moment {
            // Either somebody was quicker, or the system knows nothing of the mark: then it is left time instead.
            kind = .clock(.monotonic, timeout: moment, precision: .zero, isAbsolute: false)
            patience.moment = min(moment + moment, .nanoseconds(16_000_000))
        } else {
            patience.moment = .nanoseconds(500_000)
        }
        let subscriptions = [Subscription(userData: 0, kind: kind)]
        let events = try [Event](capacity: 1) { (events: inout OutputSpan<Event>) throws(Errno) in
            try base.poll(subscriptions.span, into: &events)
        }
        if let error = events.first?.error { throw error }
    }
}
