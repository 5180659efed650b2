import HostThreads
import Synchronization
public import WASICore
public import WASIRun

/// Serves profiles of a running program over HTTP, as `go tool pprof` and browsers ask for them, at `/debug/pprof/`.
///
/// A server of its own rather than a framework's: swift-nio, the obvious choice, makes a program that is linked with it start half a
/// millisecond later (2.6 instead of 2.2 ms, and 5.6 MB larger, x86-64, static, least of 150), also one that never serves anything, and
/// a tenth of a small program's run is too much for that. What is served here is little: one thread, GET and HEAD of a few
/// addresses, requests of 8 KiB at most, 16 connections, no second request on any of them, and no patience with slow clients.
public final class PprofServer: Sendable {
    /// Where it listens, with the port that was chosen if none was given.
    public let address: SocketAddress
    private let thread: Mutex<BackgroundThread?>

    /// Begins to serve.
    ///
    /// - Parameters:
    ///   - profiler: The profiler of the runs, one that watches calls.
    ///   - address: Where to listen; port 0 for any that is free. Whoever reaches the address can see the program's functions and
    ///     arguments, so it should be one of this machine's own (127.0.0.1).
    ///   - commandLine: What is told as the command line.
    /// - Throws: ``PprofServerError``.
    public init(_ profiler: RunProfiler, at address: SocketAddress, commandLine: [String]) throws(PprofServerError) {
        let listener = try ServerSocket(address)
        self.address = listener.address
        let pages = PprofPages(profiler: profiler, commandLine: commandLine, isLocal: listener.isLocal)
        let thread = BackgroundThread { end in
            var loop = ServerLoop(listener, pages)
            loop.run(until: end)
        }
        guard let thread else { throw PprofServerError(operation: "there is no thread for it", address: address) }
        self.thread = Mutex(thread)
    }

    /// Serves no longer. Profiles that are not complete are sent as they are, for a second at most, which this waits for.
    ///
    /// The server's end does the same. Can be called on any thread, any number of times.
    public func finish() { thread.withLock { $0 = nil } }
}

/// Why profiles are not served.
public struct PprofServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What has failed, and why.
    public var operation: String
    /// The address that was asked for.
    public var address: SocketAddress

    /// One sentence without a full stop.
    public var description: String { "profiles cannot be served at \(address): \(operation)" }
}
