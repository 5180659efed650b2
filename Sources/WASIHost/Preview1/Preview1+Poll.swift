import WASICore

/// Waiting.
extension Preview1 {
    /// `poll_oneoff(in: *subscription, out: *event, nsubscriptions: size, nevents: *size)`
    static let pollOneoff = HostFunction("poll_oneoff", [.i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try poll(arguments, context, .preview1)
    }
}

extension Preview1 {
    /// `poll_oneoff`, whose only difference between preview 0 and 1 is the layout of subscriptions.
    @inline(__always)
    static func poll(
        _ arguments: borrowing HostArguments, _ context: HostContext, _ layout: SubscriptionLayout
    ) throws(Errno) {
        let count = Int(arguments.u32(2))
        let source = try context.memory.record(arguments.address(0), byteCount: count &* layout.size)
        let target = try context.memory.record(arguments.address(1), byteCount: count &* EventLayout.size)
        try context.memory.check(arguments.address(3), byteCount: 4)
        guard count > 0, count <= HostLimits.subscriptions else { throw .invalidArgument }

        // All subscriptions are taken before the first event is stored: a guest may use one buffer for both.
        try unsafe context.poll.load(count, from: source, as: layout)
        let eventCount = try unsafe context.poll.wait(on: context.system, storingInto: target)
        try context.memory.store(UInt32(clamping: eventCount), at: arguments.address(3))
    }
}
