import Testing
import WASICore

@testable import WASIMiddleware

@Suite("Damaged recordings")
struct DamagedRecordingTests {
    @Test("a recording that is cut anywhere is read as far as its batches are whole")
    func truncated() throws {
        let bytes = try record().bytes
        for count in 0..<bytes.count {
            let part = Array(bytes[..<count])
            do {
                let replayed = try replay(part, ending: nil)
                #expect(replayed.divergence?.kind == .cut, "cut at \(count)")
            } catch let error as RecordingError {
                #expect(error == (count == 0 ? .notARecording : .cutBeforeBeginning), "cut at \(count)")
            }
        }
    }

    @Test("a bit that is wrong anywhere is noticed", arguments: [true, false])
    func flipped(compressing: Bool) throws {
        let bytes = try record(compressing: compressing).bytes
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 1 << UInt8(position % 8)
            do {
                let divergence = try replay(damaged, ending: nil).divergence
                switch divergence?.kind {
                // A length that has become larger than the file looks like a cut.
                case .damaged, .cut: break
                default: Issue.record("byte \(position): \(String(describing: divergence))")
                }
            } catch is RecordingError {}
        }
    }

    @Test("contents that were made up, with right checksums, end the replay at a call")
    func forged() throws {
        var generator = Generator(state: 7)
        let contents = try callContents()
        for _ in 0..<1000 {
            var forged = contents
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: forged.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: forged[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: forged.remove(at: position)
                default: forged.insert(0xff, at: position)
                }
            }
            // What matters is that it comes back.
            _ = try replay(assembled(forged), ending: RecordedEnding(.exited))
        }
    }

    @Test("counts that are too large for a call are refused")
    func largeCounts() throws {
        var writer = RecordWriter()
        let fd = Descriptor(rawValue: 3)
        let subscriptions = [Subscription(userData: 1, kind: .read(fd))]
        writer.call(.pollOneoff(subscriptions.span))
        writer.value(.count(2))
        writer.number(2)
        for _ in 0..<2 { writer.event(Event(userData: 1, type: .read)) }
        let replayed = try replay(assembled(writer.bytes, calls: 1), ending: nil) { system in
            let room = UnsafeMutableBufferPointer<Event>.allocate(capacity: 1)
            defer { room.deallocate() }
            var events = OutputSpan(buffer: room, initializedCount: 0)
            var failure: Errno?
            do throws(Errno) { try system.poll(subscriptions.span, into: &events) } catch { failure = error }
            #expect(failure == .canceled)
            #expect(events.count == 0)
        }
        #expect(replayed.divergence?.description == "the recording is malformed at call 1")
    }

    @Test("every call can be read out of its bytes and shown")
    func decoding() throws {
        var reader = RecordReader(try callContents())
        var names: Set<SystemCallName> = []
        try reader.call { _ = names.insert($0.name) }
        #expect(names == [.argsGet])
    }

    @Test("what is no recording is told from one of another version")
    func others() throws {
        func error(_ bytes: [UInt8]) -> RecordingError? {
            do throws(RecordingError) {
                _ = try RecordingReader(RecordingBytes(bytes))
                return nil
            } catch { return error }
        }
        #expect(error([]) == .notARecording)
        #expect(error(Array("\0asm\u{1}\0\0\0".utf8)) == .notARecording)
        #expect(error(Array("WASIrec\n\u{2}\0\0\0".utf8)) == .version(2))
        #expect(error(Array("WASIrec\n\u{1}\0\0\0".utf8)) == .cutBeforeBeginning)
        #expect(error(Array("WASIrec\n\u{1}\0\0\0".utf8) + [UInt8](repeating: 0, count: 40)) == .damaged)
    }

    /// The uncompressed calls of a recording of every call.
    private func callContents() throws -> [UInt8] {
        let reader = try RecordingReader(RecordingBytes(try record().bytes))
        return try #require(reader.nextCalls()).contents
    }

    /// A recording that holds these calls.
    private func assembled(_ contents: [UInt8], calls: UInt32 = 54) -> [UInt8] {
        var writer = RecordWriter()
        writer.header(header())
        var end = RecordWriter()
        end.ending(RecordedEnding(.exited), calls: UInt64(calls))
        let batches = [
            RecordingBatch(kind: .header, number: 0, calls: 0, contents: writer.bytes),
            RecordingBatch(kind: .calls, number: 1, calls: calls, contents: contents),
            RecordingBatch(kind: .ending, number: 2, calls: 0, contents: end.bytes),
        ]
        return batches.flatMap { $0.encoded(compressing: false) }
    }
}

/// The same numbers in every run.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
