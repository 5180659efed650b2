#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread of the host, for what must happen while the test's own thread waits in a call.
public final class HostThread {
    private let thread: pthread_t

    /// Starts a thread that runs `body`.
    public init(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let result = pthread_create(&thread, nil, { run($0) }, box.toOpaque())
        #else
            var thread = pthread_t()
            let result = pthread_create(&thread, nil, { run($0) }, box.toOpaque())
        #endif
        #if canImport(Darwin)
            guard result == 0, let thread else { fatalError("pthread_create: \(String(cString: strerror(result)))") }
        #else
            guard result == 0 else { fatalError("pthread_create: \(String(cString: strerror(result)))") }
        #endif
        self.thread = thread
    }

    /// Waits until the thread has ended.
    public func join() { pthread_join(thread, nil) }

    /// Lets the calling thread pause, so that another one is likely to be waiting afterwards.
    public static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }
}

private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
