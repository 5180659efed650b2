import Synchronization
import WASICore

/// Bytes on their way from one thread to another, or between two systems: what is written to it is read from it once.
///
/// ```swift
/// let input = MemoryPipe()
/// configuration.standardInput = .pipe(input)
/// // While the guest runs on another thread:
/// input.write("a line\n")
/// input.closeWriting()
/// ```
///
/// **Threads.** Any of its calls may be made on any thread. Those of Swift wait by holding the thread, and on a ``MemoryClock`` whose
/// time is virtual they do not count as waiting systems.
public final class MemoryPipe: Sendable {
    private struct State {
        var bytes = ByteQueue()
        var isWritingClosed = false
        var isReadingClosed = false
        var watchers = Watchers()
    }

    /// How many bytes can be on their way.
    public let capacity: Int
    private let state = Mutex(State())

    /// Makes an empty pipe.
    ///
    /// - Parameter capacity: How many bytes have room; at least 1. Whoever writes more waits until some are read.
    public init(capacity: Int = 65_536) { self.capacity = max(capacity, 1) }

    /// Makes a pipe that holds bytes and is closed for writing behind them.
    public convenience init(_ bytes: [UInt8]) {
        self.init(capacity: bytes.count)
        state.withLock { state in
            state.bytes.append(bytes)
            state.isWritingClosed = true
        }
    }

    // MARK: - For Swift

    /// Writes all bytes, and waits as long as they have no room.
    ///
    /// - Returns: Whether they are written; `false` if one of the ends has been closed, and what was not written is lost.
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        let waiter = Waiter(Wakeup(clock: .host(), isParticipant: false))
        let isDone: Bool? = try? waiter.wait(for: [.pipe(self)], until: nil) { () throws(Errno) -> Bool? in
            do throws(Errno) {
                let count = rest.isEmpty ? 0 : try put(rest)
                rest = rest.dropFirst(count)
            } catch .resourceTemporarilyUnavailable {
                return nil
            }
            return rest.isEmpty ? true : nil
        }
        return isDone ?? false
    }

    /// Writes a text as UTF-8, as the other method writes bytes.
    @discardableResult
    public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Reads what there is, and waits as long as there is nothing.
    ///
    /// - Returns: Up to `limit` bytes; none at the end.
    public func read(atMost limit: Int = 65_536) -> [UInt8] {
        let waiter = Waiter(Wakeup(clock: .host(), isParticipant: false))
        let bytes: [UInt8]? = try? waiter.wait(for: [.pipe(self)], until: nil) { () throws(Errno) -> [UInt8]? in
            take(atMost: limit)
        }
        return bytes ?? []
    }

    /// Reads all bytes up to the end, and waits for it.
    public func readToEnd() -> [UInt8] {
        var all: [UInt8] = []
        while case let part = read(), !part.isEmpty { all += part }
        return all
    }

    /// Ends the writing: whoever reads finds the end behind what has been written.
    public func closeWriting() { change { $0.isWritingClosed = true } }

    /// Ends the reading: whoever writes finds that nobody reads any more.
    public func closeReading() {
        change { state in
            state.isReadingClosed = true
            state.bytes = ByteQueue()
        }
    }

    /// How many bytes wait to be read.
    public var count: Int { state.withLock { $0.bytes.count } }

    // MARK: - For systems

    func watch(_ wakeup: Wakeup) { state.withLock { $0.watchers.add(wakeup) } }

    func unwatch(_ wakeup: Wakeup) { state.withLock { $0.watchers.remove(wakeup) } }

    private func change(_ body: (inout sending State) -> Void) {
        state.withLock { state in
            body(&state)
            state.watchers.signal()
        }
    }

    /// Bytes that are there; none at the end, `nil` if there may be some later.
    func take(atMost limit: Int) -> [UInt8]? {
        state.withLock { state in
            if limit == 0 { return [] }
            if state.bytes.isEmpty { return state.isWritingClosed || state.isReadingClosed ? [] : nil }
            let bytes = state.bytes.take(limit)
            state.watchers.signal()
            return bytes
        }
    }

    /// Puts in what has room.
    ///
    /// - Throws: ``WASICore/Errno/brokenPipe``, ``WASICore/Errno/resourceTemporarilyUnavailable`` if nothing has room.
    func put(_ bytes: ArraySlice<UInt8>) throws(Errno) -> Int {
        let count: Int? = state.withLock { state in
            if state.isReadingClosed || state.isWritingClosed { return nil }
            let count = min(bytes.count, capacity - state.bytes.count)
            if count > 0 {
                state.bytes.append(bytes.prefix(count))
                state.watchers.signal()
            }
            return max(count, 0)
        }
        guard let count else { throw .brokenPipe }
        if count == 0, !bytes.isEmpty { throw .resourceTemporarilyUnavailable }
        return count
    }

    /// Whether a read would not wait, what it would bring, and whether the writing is closed.
    var readiness: (isReadable: Bool, count: Int, isHangup: Bool) {
        state.withLock { state in
            let isClosed = state.isWritingClosed || state.isReadingClosed
            return (isClosed || !state.bytes.isEmpty, state.bytes.count, isClosed)
        }
    }

    /// Whether a write would not wait, and whether nobody reads any more.
    var room: (isWritable: Bool, isHangup: Bool) {
        state.withLock { state in
            let isClosed = state.isWritingClosed || state.isReadingClosed
            return (isClosed || state.bytes.count < capacity, isClosed)
        }
    }
}

extension MemoryPipe: Hashable {
    /// Whether both are the same pipe.
    public static func == (left: MemoryPipe, right: MemoryPipe) -> Bool { left === right }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
