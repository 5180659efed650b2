#if !os(Linux)
    import Synchronization

    /// A mark that the kernel can wait for: a pipe, which is readable when it is not empty, and writable when it is not full.
    final class HostMark: ReadinessMark {
        private let ends: (reader: HostDescriptor, writer: HostDescriptor)
        private let direction: StreamDirection
        private let isFilled = Atomic(false)

        /// What the guest's system is given.
        var descriptor: Int32 { direction == .reading ? ends.reader.number : ends.writer.number }

        init(_ direction: StreamDirection) throws(RunError) {
            self.direction = direction
            do throws(HostReadError) { ends = try HostDescriptor.pipe() } catch { throw .system(error.reason) }
            ends.reader.setNonBlocking()
            ends.writer.setNonBlocking()
        }

        func set(_ isReady: Bool) {
            let fills = isReady == (direction == .reading)
            guard isFilled.exchange(fills, ordering: .relaxed) != fills else { return }
            if fills {
                // Of the many, those are written that have room.
                try? ends.writer.write([UInt8](repeating: 0, count: direction == .reading ? 1 : 1 << 20))
            } else {
                while let bytes = try? ends.reader.read(65_536), !bytes.isEmpty {}
            }
        }
    }
#endif
