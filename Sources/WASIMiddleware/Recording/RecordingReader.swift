import Deflate

/// Reads a recording from its beginning to where it ends, batch by batch.
///
/// What is read may be cut, damaged or made up: it is checked, and never believed.
public final class RecordingReader {
    /// What the recording says of the run as a whole.
    public private(set) var header: RecordingHeader
    /// The module, if it is in the recording.
    public private(set) var module: [UInt8]?

    /// How a recording ends.
    public enum End: Hashable, Sendable {
        /// With the end of the run.
        case complete(RecordedEnding)
        /// In the middle: whoever wrote it was stopped. All calls of its complete batches are there.
        case cut
        /// With bytes that are not what was written; at this place in the file. All calls before are there.
        case damaged(atByte: UInt64)
        /// With an error of the host's.
        case unreadable(reason: String)
    }

    /// How it ends, once it has been read to there.
    public private(set) var end: End?
    /// The number of calls in what has been read.
    public private(set) var callCount: UInt64 = 0
    /// The number of bytes that have been read.
    public private(set) var byteCount: UInt64 = 0

    private let source: any RecordingSource
    private var number: UInt32 = 0

    /// Reads the beginning: the header, and the module if it is there.
    ///
    /// - Parameter readsModule: Whether the module is wanted; otherwise its bytes are passed over.
    public init(_ source: any RecordingSource, readsModule: Bool = true) throws(RecordingError) {
        self.source = source
        header = RecordingHeader(producer: "", moduleName: "", moduleDigest: [], moduleByteCount: 0)
        let head: [UInt8]
        do throws(RecordingUnreadable) {
            head = try take(RecordingFormat.headByteCount)
        } catch {
            throw .unreadable(reason: error.reason)
        }
        let magic = RecordingFormat.magic
        guard head.prefix(magic.count).elementsEqual(magic.prefix(head.count)), !head.isEmpty else { throw .notARecording }
        guard head.count == RecordingFormat.headByteCount else { throw .cutBeforeBeginning }
        let version = Int(head[8]) | Int(head[9]) << 8
        guard version == RecordingFormat.version else { throw .version(version) }
        guard head[10] == 0, head[11] == 0, let first = next(), first.kind == .header else { throw unreadableBeginning }
        var reader = RecordReader(first.contents)
        do throws(RecordReader.Malformed) { header = try reader.header() } catch { throw .damaged }
        guard header.hasModule else { return }
        if readsModule { module = try readModule() } else { try skipModule() }
    }

    private var unreadableBeginning: RecordingError {
        switch end {
        case .cut: .cutBeforeBeginning
        case .unreadable(let reason): .unreadable(reason: reason)
        default: .damaged
        }
    }

    private func readModule() throws(RecordingError) -> [UInt8] {
        guard header.moduleByteCount <= RecordingFormat.maximumModuleByteCount else { throw .damaged }
        var module: [UInt8] = []
        while module.count < header.moduleByteCount {
            guard let batch = next() else { throw unreadableBeginning }
            guard batch.kind == .module, !batch.contents.isEmpty,
                batch.contents.count <= header.moduleByteCount - module.count
            else { throw .damaged }
            module += batch.contents
        }
        return module
    }

    private func skipModule() throws(RecordingError) {
        let size = RecordingFormat.moduleBatchByteCount
        var left = header.moduleByteCount
        while left > 0 {
            guard let batch = next(isWanted: false) else { throw unreadableBeginning }
            guard batch.kind == .module else { throw .damaged }
            left -= size
        }
    }

    /// The calls of the next batch; `nil` at the end of the recording, of which ``end`` tells.
    func nextCalls() -> (contents: [UInt8], count: UInt32)? {
        let start = byteCount
        guard let batch = next() else { return nil }
        switch batch.kind {
        case .calls where batch.calls > 0:
            callCount += UInt64(batch.calls)
            return (batch.contents, batch.calls)
        case .ending:
            var reader = RecordReader(batch.contents)
            if let (ending, calls) = try? reader.ending(), calls == callCount {
                end = .complete(ending)
            } else {
                end = .damaged(atByte: start)
            }
        default: end = .damaged(atByte: start)
        }
        return nil
    }

    /// Reads what is left, to know how the recording ends and how many calls are in it.
    public func readToEnd() { while nextCalls() != nil {} }

    /// The next batch, checked; `nil` if there is none, of which ``end`` tells.
    ///
    /// - Parameter isWanted: Whether its contents are looked at, which are left out otherwise.
    private func next(isWanted: Bool = true) -> RecordingBatch? {
        guard end == nil else { return nil }
        let start = byteCount
        do throws(RecordingUnreadable) {
            let head = try take(RecordingFormat.batchHeadByteCount)
            guard head.count == RecordingFormat.batchHeadByteCount else {
                end = .cut
                return nil
            }
            let summed = RecordingFormat.batchHeadByteCount - 4
            let stored = Int(word(head, 12))
            let full = Int(word(head, 16))
            guard CRC32(Array(head[..<summed])).value == word(head, summed),
                let kind = RecordingBatch.Kind(rawValue: head[0]),
                head[1] <= 1, head[2] == 0, head[3] == 0, word(head, 4) == number,
                full <= RecordingFormat.maximumBatchByteCount, stored <= full,
                full / RecordingFormat.maximumExpansion <= stored
            else {
                end = .damaged(atByte: start)
                return nil
            }
            let bytes = try take(stored)
            guard bytes.count == stored else {
                end = .cut
                return nil
            }
            number &+= 1
            guard isWanted else {
                return RecordingBatch(kind: kind, number: number &- 1, calls: word(head, 8), contents: [])
            }
            guard ContentSum(bytes).value == sum(head, 28),
                let contents = head[1] == 0 ? bytes : try? Deflate.decompress(bytes, limit: full), contents.count == full,
                head[1] == 0 ? sum(head, 20) == sum(head, 28) : ContentSum(contents).value == sum(head, 20)
            else {
                end = .damaged(atByte: start)
                return nil
            }
            return RecordingBatch(kind: kind, number: number &- 1, calls: word(head, 8), contents: contents)
        } catch {
            end = .unreadable(reason: error.reason)
            return nil
        }
    }

    /// So many bytes, or those that there are.
    private func take(_ count: Int) throws(RecordingUnreadable) -> [UInt8] {
        var bytes: [UInt8] = []
        // In pieces: what a damaged length asks for is not there.
        while bytes.count < count {
            let piece = try source.read(atMost: min(count - bytes.count, 1 << 20))
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        byteCount += UInt64(bytes.count)
        return bytes
    }

    /// Eight bytes, the lowest first.
    private func sum(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        UInt64(word(bytes, offset)) | UInt64(word(bytes, offset + 4)) << 32
    }

    /// Four bytes, the lowest first.
    private func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
            | UInt32(bytes[offset + 3]) << 24
    }
}
