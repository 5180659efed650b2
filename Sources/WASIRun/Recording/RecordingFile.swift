import HostClocks
import HostThreads
import Synchronization
import WASIMiddleware

/// Compresses the batches of a recording and writes them to a file, on a thread of its own.
///
/// Whoever brings them waits only when this thread is far behind; it then leaves the compression until it has caught up. Where two
/// threads share a core, one that compresses slows the other down, and so a third of the time is all that is spent on it.
final class RecordingFile: Sendable {
    private let shared: Shared
    private let thread: Mutex<BackgroundThread?>

    /// What both threads know.
    private final class Shared: Sendable {
        let file: HostDescriptor
        /// A byte for each batch.
        let arrivals: (reader: HostDescriptor, writer: HostDescriptor)
        /// A byte for each place in the queue that is free.
        let places: (reader: HostDescriptor, writer: HostDescriptor)
        let state = Mutex(State())
        let onFailure: @Sendable (String) -> Void

        struct State {
            var queue: [RecordingBatch] = []
            var failure: String?
        }

        init(_ file: HostDescriptor, _ onFailure: @escaping @Sendable (String) -> Void) throws(HostReadError) {
            self.file = file
            self.onFailure = onFailure
            arrivals = try HostDescriptor.pipe()
            places = try HostDescriptor.pipe()
            try places.writer.write([UInt8](repeating: 0, count: RecordingFile.places))
        }

        /// Writes until the other end of `end` is closed and all that has arrived before is written.
        func run(until end: Int32) {
            let beginning = HostClock.monotonic
            var compression: UInt64 = 0
            while arrivals.reader.isReadable(before: end), let mark = try? arrivals.reader.read(1), !mark.isEmpty {
                let (batch, isBehind) = state.withLock { state in
                    let batch = state.queue.isEmpty ? nil : state.queue.removeFirst()
                    return (batch, state.queue.count > 1)
                }
                if let batch {
                    let start = HostClock.monotonic
                    let pieces = batch.pieces(compressing: !isBehind && compression <= (start - beginning) / 3)
                    compression += HostClock.monotonic - start
                    write(pieces)
                }
                try? places.writer.write([0])
            }
        }

        private func write(_ pieces: (head: [UInt8], body: [UInt8])) {
            // Behind a gap, nothing could be read.
            guard state.withLock({ $0.failure == nil }) else { return }
            do throws(HostReadError) {
                try file.write(pieces.head)
                try file.write(pieces.body)
            } catch {
                state.withLock { $0.failure = error.reason }
                onFailure(error.reason)
            }
        }
    }

    /// How many batches may wait.
    private static let places = 32

    /// Creates or empties a file.
    ///
    /// - Parameter onFailure: Told once, on the other thread, why the file cannot be written any further.
    init(_ path: String, onFailure: @escaping @Sendable (String) -> Void) throws(HostReadError) {
        let shared = try Shared(HostDescriptor.creating(path), onFailure)
        self.shared = shared
        guard let thread = BackgroundThread({ end in shared.run(until: end) }) else { throw HostReadError.noThread }
        self.thread = Mutex(thread)
    }

    deinit { _ = finish() }

    /// Takes the next batch.
    func add(_ batch: RecordingBatch) {
        _ = try? shared.places.reader.read(1)
        shared.state.withLock { $0.queue.append(batch) }
        try? shared.arrivals.writer.write([1])
    }

    /// Waits until all is written.
    ///
    /// - Returns: Why not all was; `nil` if the recording is whole.
    func finish() -> String? {
        // The thread is told by its object's end, which waits for it.
        thread.withLock { $0 = nil }
        return shared.state.withLock { $0.failure }
    }
}
