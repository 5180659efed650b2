#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

// Reads and writes that may have to wait. The system call itself never does (see `OpenFile.Waiting`): the waiter waits, which
// can be interrupted.
extension UnixSystem {
    /// Reads what a pipe, a terminal or a device has.
    @inline(never)
    @unsafe
    func readStream(_ fd: Descriptor, _ file: OpenFile, _ segments: Segments, byteCount: Int) throws(Errno) -> Int {
        // Nobody waits for nothing; the host still checks the descriptor.
        if byteCount == 0 { return unsafe try Syscall.read(file.host, segments) }
        var isAsked = file.waiting == .asked
        while isAsked {
            do throws(Errno) {
                return unsafe try Syscall.readWithoutWaiting(file.host, segments)
            } catch .resourceTemporarilyUnavailable {
                try awaitReadiness(of: file, POLLIN)
            } catch .notSupported {
                isAsked = false
                try table.update(fd) { $0.waiting = .polled }
            }
        }
        while true {
            try awaitReadiness(of: file, POLLIN, isNew: true)
            do throws(Errno) {
                return unsafe try Syscall.read(file.host, segments)
            } catch .resourceTemporarilyUnavailable where !file.flags.contains(.nonBlocking) {
                // The host's description does not block, and somebody else has read what was there.
            }
        }
    }

    /// Writes to a pipe, a terminal or a device: all bytes, unless the descriptor is not to wait or something is wrong.
    @inline(never)
    @unsafe
    func writeStream(_ fd: Descriptor, _ file: OpenFile, _ segments: Segments, byteCount: Int) throws(Errno) -> Int {
        if byteCount == 0 { return unsafe try Syscall.write(file.host, segments) }
        var file = file
        var done = 0
        while true {
            do throws(Errno) {
                let count = unsafe try writeWithoutWaiting(file, segments, skipping: done)
                done += count
                // A device that takes nothing and calls it no error would be asked for ever.
                if count == 0 || done >= byteCount || file.flags.contains(.nonBlocking) { return done }
            } catch .notSupported where file.waiting == .asked {
                file.waiting = .polled
                try table.update(fd) { $0.waiting = .polled }
            } catch .resourceTemporarilyUnavailable {
                do throws(Errno) {
                    try awaitReadiness(of: file, POLLOUT)
                } catch {
                    if done > 0 { return done }
                    throw error
                }
            } catch {
                // What has been written is reported; the error comes with the next call.
                if done > 0 { return done }
                throw error
            }
        }
    }

    /// Writes what has room.
    @unsafe
    private func writeWithoutWaiting(_ file: OpenFile, _ segments: Segments, skipping done: Int) throws(Errno) -> Int {
        if done == 0, file.waiting != .polled {
            return unsafe try Syscall.writeWithoutWaiting(file.host, segments)
        }
        return unsafe try withRemainder(of: segments, after: done, atMost: file.waiting == .polled ? pipeAtom : .max) {
            rest throws(Errno) in
            if file.waiting == .asked { return unsafe try Syscall.writeWithoutWaiting(file.host, rest) }
            // When a pipe is ready, it has room for as much.
            guard try waiter.wait(for: file.host, POLLOUT, until: .at(.zero)) else { throw .resourceTemporarilyUnavailable }
            return unsafe try Syscall.write(file.host, rest)
        }
    }

    /// Shows `body` what is left of the segment in which byte `offset` lies: one segment, so that no list has to be made.
    @unsafe
    func withRemainder<Result>(
        of segments: Segments, after offset: Int, atMost limit: Int = .max, _ body: (Segments) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        var rest = unsafe remainder(of: segments, after: offset)
        unsafe rest.count = unsafe min(rest.count, limit)
        return unsafe try withUnsafePointer(to: rest) { pointer throws(Errno) in
            unsafe try body(Segments(start: pointer, count: 1))
        }
    }

    /// What is left of the segment in which byte `offset` lies.
    @unsafe
    private func remainder(of segments: Segments, after offset: Int) -> BufferSegment {
        var skip = offset
        for index in segments.indices {
            let segment = unsafe segments[index]
            if unsafe skip < segment.count {
                return unsafe BufferSegment(base: segment.base.map { unsafe $0 + skip }, count: segment.count - skip)
            }
            unsafe skip -= segment.count
        }
        return unsafe BufferSegment(base: nil, count: 0)
    }

    /// Waits for a descriptor to become ready, or throws if it is not to wait.
    ///
    /// - Parameter isNew: Whether the descriptor may be ready already: it is asked before the call gives up.
    func awaitReadiness(of file: OpenFile, _ events: Int32, isNew: Bool = false) throws(Errno) {
        if file.flags.contains(.nonBlocking) {
            guard isNew, try waiter.wait(for: file.host, events, until: .at(.zero)) else {
                throw .resourceTemporarilyUnavailable
            }
        } else {
            _ = try waiter.wait(for: file.host, events)
        }
    }
}

/// `PIPE_BUF`: what is written to a pipe in one piece, and so fits when the pipe is ready.
private var pipeAtom: Int {
    #if os(Linux)
        4096
    #else
        512
    #endif
}
