import WASICore

// The standard streams.
extension MemorySystem {
    /// Reads what a stream has.
    func read(_ stream: MemoryStream, _ file: OpenFile, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        guard case .pipe(let pipe) = stream else { return 0 }
        let wanted = buffers.byteCount
        let bytes = try waiting(for: .pipe(pipe), file) { () throws(Errno) in pipe.take(atMost: wanted) }
        bytes.view { _ = buffers.store($0) }
        return bytes.count
    }

    /// Writes all bytes, unless the descriptor is not to wait or something is wrong.
    func write(_ stream: MemoryStream, _ file: OpenFile, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        switch stream {
        case .null: return buffers.byteCount
        case .bytes: throw .brokenPipe
        case .function(let function):
            let bytes = [UInt8](copying: buffers, atMost: Self.largestPiece)
            if !bytes.isEmpty { function(bytes) }
            return bytes.count
        case .buffer(let buffer):
            let bytes = [UInt8](copying: buffers, atMost: Self.largestPiece)
            guard let count = buffer.append(bytes) else { throw .noSpace }
            return count
        case .pipe(let pipe):
            var done = 0
            while done < buffers.byteCount {
                let part = [UInt8](copying: buffers, from: done, atMost: Self.largestPiece)
                do throws(Errno) {
                    done += try waiting(for: .pipe(pipe), file) { () throws(Errno) -> Int? in
                        do throws(Errno) { return try pipe.put(part[...]) } catch .resourceTemporarilyUnavailable {
                            return nil
                        }
                    }
                    if file.isNonBlocking { return done }
                } catch {
                    // What has been written is reported; the error comes with the next call.
                    if done > 0 { return done }
                    throw error
                }
            }
            return done
        }
    }

    /// The most bytes that are taken from the guest at a time. It is told how many they were, and writes the rest.
    private static var largestPiece: Int { 1 << 20 }

    /// Makes an attempt, and if it has to wait, waits for a change and makes another one.
    ///
    /// - Parameters:
    ///   - span: How long it may wait; `nil` for ever.
    ///   - attempt: Gives `nil` if it would have to wait.
    /// - Throws: ``WASICore/Errno/resourceTemporarilyUnavailable`` if it is not to wait or the time is over,
    ///   ``WASICore/Errno/canceled``.
    func waiting<Result>(
        for source: WaitSource, _ file: OpenFile, atMost span: Timestamp? = nil,
        _ attempt: () throws(Errno) -> Result?
    ) throws(Errno) -> Result {
        if let result = try attempt() { return result }
        if file.isNonBlocking { throw .resourceTemporarilyUnavailable }
        let deadline = span.map { clock.monotonicTime + $0 }
        guard let result = try waiter.wait(for: [source], until: deadline, attempt) else {
            throw .resourceTemporarilyUnavailable
        }
        return result
    }
}
