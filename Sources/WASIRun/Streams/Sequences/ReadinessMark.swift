import WASIMemory

/// Something that the system of a guest can wait for, and that is as ready as a stream in memory: so that what waits for the stream waits
/// for all else that the system knows, too.
///
/// Set with the lock of the stream held, so that both change together.
protocol ReadinessMark: Sendable {
    /// Says whether the stream is ready.
    func set(_ isReady: Bool)
}

/// What a stream is ready for, to its guest.
enum StreamDirection: Sendable {
    /// Reads, when there is something or the end. A mark is not ready at first.
    case reading
    /// Writes, when there is room. A mark is ready at first.
    case writing
}

/// A mark that a ``WASIMemory/MemorySystem`` can wait for: a pipe for one byte.
final class MemoryMark: ReadinessMark {
    let pipe = MemoryPipe(capacity: 1)
    private let direction: StreamDirection

    init(_ direction: StreamDirection) { self.direction = direction }

    // Neither waits: the pipe is looked at before, and nobody else uses it.
    func set(_ isReady: Bool) {
        switch (isReady == (direction == .reading), pipe.count) {
        case (true, 0): pipe.write([0])
        case (false, 1): _ = pipe.read(atMost: 1)
        default: break
        }
    }
}
