import Testing
import WASICore

@testable import WASIHost

@Suite("Text from guests")
struct TextTests {
    static let samples: [[UInt8]] = [
        [], [0x61], [0x7F], Array("plain/ascii/path.txt".utf8), Array("überall".utf8), Array("a日本語b".utf8),
        Array("👩‍👩‍👧‍👦".utf8), [0], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x80], [0xC2, 0x41],
        [0xDF, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80], [0xE1, 0x80], [0xE1, 0x80, 0x41],
        [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF3, 0xBF, 0xBF, 0xBF],
        [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x98, 0x41],
    ]

    @Test("is taken for UTF-8 exactly where the standard library takes it, whatever stands around it", arguments: samples)
    func agrees(sample: [UInt8]) {
        for before in 0...17 {
            for after in 0...17 {
                let bytes = [UInt8](repeating: 0x61, count: before) + sample + [UInt8](repeating: 0x62, count: after)
                let expected = String(validating: bytes, as: UTF8.self) != nil
                #expect(bytes.withUnsafeBytes { isWellFormedUTF8($0) } == expected, "\(bytes)")
            }
        }
    }

    @Test("of two bytes is taken for UTF-8 exactly where the standard library takes it")
    func pairs() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for tail: [UInt8] in [[], [0x80], [0x80, 0x80]] {
                    let bytes = [first, second] + tail
                    let expected = String(validating: bytes, as: UTF8.self) != nil
                    if bytes.withUnsafeBytes({ isWellFormedUTF8($0) }) != expected {
                        Issue.record("\(bytes) should be \(expected)")
                    }
                }
            }
        }
    }

    @Test("that is not UTF-8 is refused as a path and as a link's target")
    func refused() {
        let guest = Guest()
        guest.store([0x61, 0xFF], at: 100)
        guest.store("ok", at: 200)
        #expect(guest.call("path_unlink_file", 3, 100, 2) == .errno(.illegalByteSequence))
        #expect(guest.call("path_rename", 3, 200, 2, 3, 100, 2) == .errno(.illegalByteSequence))
        #expect(guest.call("path_symlink", 100, 2, 3, 200, 2) == .errno(.illegalByteSequence))
        #expect(guest.calls() == [])
    }

    @Test("that is longer than any host's path is refused, and one that is not is passed on")
    func length() {
        let guest = Guest(bytes: 131_072)
        guest.store([UInt8](repeating: 0x61, count: 65_537), at: 0)
        guest.system.isRecording = false
        #expect(guest.call("path_unlink_file", 3, 0, 65_537) == .errno(.fileNameTooLong))
        #expect(guest.call("path_unlink_file", 3, 0, 65_536) == .success)
        #expect(guest.call("path_unlink_file", 3, 0, 0) == .success)
    }
}
