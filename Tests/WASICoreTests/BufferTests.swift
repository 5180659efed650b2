import TestSupport
import Testing
import WASICore

@Suite("Buffers of several segments")
struct BufferTests {
    @Test("are filled across segments", arguments: [[6], [2, 4], [0, 1, 0, 3, 2, 0], [1, 1, 1, 1, 1, 1]])
    func store(sizes: [Int]) {
        let bytes = reading(sizes) { buffers in
            #expect(buffers.byteCount == 6)
            #expect(buffers.count == sizes.count)
            return buffers.store(([1, 2, 3, 4, 5, 6] as [UInt8]).span.bytes)
        }
        #expect(bytes == [1, 2, 3, 4, 5, 6])
    }

    @Test("take what has room from a position on", arguments: [[6], [2, 4], [0, 1, 0, 3, 2, 0], [1, 1, 1, 1, 1, 1]])
    func storeAtPosition(sizes: [Int]) {
        for position in 0...8 {
            let bytes = reading(sizes) { buffers in
                buffers.store(([0, 0, 0, 0, 0, 0] as [UInt8]).span.bytes)
                let count = buffers.store(([7, 8, 9] as [UInt8]).span.bytes, at: position)
                #expect(count == max(0, min(3, 6 - position)))
                return 6
            }
            var expected: [UInt8] = Array(repeating: 0, count: position) + [7, 8, 9]
            expected += Array(repeating: 0, count: 6)
            #expect(bytes == Array(expected.prefix(6)))
        }
    }

    @Test("without segments take nothing")
    func empty() {
        let bytes = reading([]) { buffers in buffers.store(([1, 2] as [UInt8]).span.bytes) }
        #expect(bytes == [])
    }

    @Test("are visited up to a number of bytes, segment by segment")
    func visit() {
        for count in 0...6 {
            var seen: [UInt8] = []
            writing([[1, 2], [], [3], [4, 5, 6]]) { buffers in
                buffers.visit(first: count) { part in part.withUnsafeBytes { seen.append(contentsOf: $0) } }
            }
            #expect(seen == Array([1, 2, 3, 4, 5, 6].prefix(count)))
        }
    }

    @Test("are visited whole; more than there is is not asked for")
    func visitAll() {
        var seen: [UInt8] = []
        writing([[1, 2], [3]]) { buffers in
            buffers.visit { part in part.withUnsafeBytes { seen.append(contentsOf: $0) } }
            buffers.visit(first: 100) { part in part.withUnsafeBytes { seen.append(contentsOf: $0) } }
        }
        #expect(seen == [1, 2, 3, 1, 2, 3])
    }

    @Test("stop being visited where the visitor throws")
    func visitThrows() {
        var visits = 0
        let thrown = failure { () throws(Errno) in
            try writing([[1], [2]]) { (buffers) throws(Errno) in
                try buffers.visit { (_) throws(Errno) in
                    visits += 1
                    throw .ioError
                }
            }
        }
        #expect(thrown == .ioError)
        #expect(visits == 1)
    }
}
