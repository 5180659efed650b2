import Testing
import WASICore

@testable import WASIHost

@Suite("Reads and writes")
struct TransferTests {
    @Test("a read fills its vectors in order and stores how much it has read")
    func read() {
        let guest = Guest()
        guest.store(vectors: [(200, 4), (100, 2), (300, 0), (400, 1)], at: 64)
        #expect(guest.call("fd_read", 3, 64, 4, 32) == .success)
        #expect(guest.calls() == ["read(3, into: [4, 2, 0, 1])"])
        #expect(guest.u32(32) == 7)
        #expect(guest.text(200..<204) + guest.text(100..<102) + guest.text(400..<401) == "abcabca")

        #expect(guest.call("fd_pread", 3, 64, 4, 1 << 40, 32) == .success)
        #expect(guest.calls() == ["read(3, into: [4, 2, 0, 1], at: 1099511627776)"])
    }

    @Test("a write takes its vectors in order and stores how much it has written")
    func write() {
        let guest = Guest()
        guest.store("world", at: 100)
        guest.store("hello, ", at: 200)
        guest.store(vectors: [(200, 7), (100, 5)], at: 64)
        #expect(guest.call("fd_write", 1, 64, 2, 32) == .success)
        #expect(guest.calls() == ["write(1, from: [7, 5])"])
        #expect(String(decoding: guest.system.written, as: UTF8.self) == "hello, world")
        #expect(guest.u32(32) == 12)

        #expect(guest.call("fd_pwrite", 3, 64, 2, .max, 32) == .success)
        #expect(guest.calls() == ["write(3, from: [7, 5], at: 18446744073709551615)"])
    }

    static let transfers: [(String, @Sendable (UInt64, UInt64, UInt64) -> [UInt64])] = [
        ("fd_read", { [3, $0, $1, $2] }), ("fd_write", { [3, $0, $1, $2] }),
        ("fd_pread", { [3, $0, $1, 0, $2] }), ("fd_pwrite", { [3, $0, $1, 0, $2] }),
        ("sock_recv", { [3, $0, $1, 0, $2, 60_000] }), ("sock_send", { [3, $0, $1, 0, $2] }),
    ]

    /// Calls each of the six functions with vectors.
    private func outcomes(
        _ guest: Guest, vectors: UInt64, count: UInt64, result: UInt64
    ) -> [Guest.Outcome] {
        Self.transfers.compactMap { name, values in
            Preview1.functions.first { $0.name == name }.map { guest.call($0, values(vectors, count, result)) }
        }
    }

    @Test("no vectors are all right")
    func noVectors() {
        let guest = Guest()
        let outcomes = outcomes(guest, vectors: 64, count: 0, result: 32)
        #expect(outcomes == Array(repeating: .success, count: 6))
        #expect(guest.u32(32) == 0)
    }

    @Test("1024 vectors are all right, one more is an invalid argument")
    func limit() {
        let guest = Guest()
        for index in 0..<1025 { guest.store(vectors: [(UInt32(index), 1)], at: 1024 + index * 8) }
        #expect(outcomes(guest, vectors: 1024, count: 1024, result: 32) == Array(repeating: .success, count: 6))
        #expect(guest.u32(32) == 1024)
        guest.system.forgetCalls()
        let refused: [Guest.Outcome] = Array(repeating: .errno(.invalidArgument), count: 6)
        #expect(outcomes(guest, vectors: 1024, count: 1025, result: 32) == refused)
        #expect(outcomes(guest, vectors: 0, count: 8192, result: 32) == refused)
        #expect(guest.calls() == [])
    }

    @Test("a million vectors that do not fit into memory leave the guest")
    func million() {
        let guest = Guest()
        for outcome in outcomes(guest, vectors: 64, count: 1_000_000, result: 32) {
            guard case .left(.fault(let fault)) = outcome else {
                Issue.record("the guest goes on: \(outcome)")
                return
            }
            #expect(fault.address == 64)
            #expect(fault.byteCount == 8_000_000)
        }
    }

    @Test("a vector that leads outside leaves the guest before anything is moved")
    func vectorOutside() {
        let guest = Guest()
        for (base, count) in [(65_536, 1), (65_530, 7), (.max, 0), (1, .max)] as [(UInt32, UInt32)] {
            guest.store(vectors: [(100, 4), (base, count)], at: 64)
            for outcome in outcomes(guest, vectors: 64, count: 2, result: 32) {
                guard case .left(.fault(let fault)) = outcome else {
                    Issue.record("the guest goes on: \(outcome)")
                    return
                }
                #expect(fault.address == UInt64(base))
                #expect(fault.byteCount == UInt64(count))
            }
        }
        #expect(guest.calls() == [])
        #expect(guest.u32(100) == 0)
    }

    @Test("a place for the result that is outside leaves the guest before anything is moved")
    func resultOutside() {
        let guest = Guest()
        guest.store(vectors: [(100, 4)], at: 64)
        for outcome in outcomes(guest, vectors: 64, count: 1, result: 65_533) {
            guard case .left(.fault) = outcome else {
                Issue.record("the guest goes on: \(outcome)")
                return
            }
        }
        #expect(guest.calls() == [])
    }

    @Test("a place for the result inside the buffer gets the result")
    func resultInside() {
        let guest = Guest()
        guest.store(vectors: [(101, 9)], at: 64)
        #expect(guest.call("fd_read", 3, 64, 1, 103) == .success)
        #expect(guest.u32(103) == 9)
        #expect(guest.text(101..<103) == "ab")
    }

    @Test("unaligned and overlapping vectors are read as they stand, up to the last byte of memory")
    func overlapping() {
        let guest = Guest()
        guest.store(vectors: [(65_530, 6), (65_530, 6), (65_533, 3)], at: 63)
        #expect(guest.call("fd_read", 3, 63, 3, 33) == .success)
        #expect(guest.u32(33) == 15)
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("vectors that name themselves do not change while they are read")
    func selfReference() {
        let guest = Guest()
        guest.store(vectors: [(64, 16), (200, 4)], at: 64)
        #expect(guest.call("fd_read", 3, 64, 2, 32) == .success)
        #expect(guest.calls() == ["read(3, into: [16, 4])"])
        #expect(guest.text(64..<80) == "abcabcabcabcabca")
        #expect(guest.text(200..<204) == "bcab")
    }

    @Test("overlapping vectors of more than 4 GiB are cut to what their result can tell")
    func cut() {
        let size = 1 << 28
        let guest = Guest(bytes: size)
        guest.store(vectors: Array(repeating: (0, UInt32(size)), count: 17), at: 64)
        #expect(guest.call("fd_write", 3, 64, 17, 32) == .success)
        #expect(guest.u32(32) == .max)
        let sizes = Array(repeating: size, count: 15) + [size - 1, 0]
        #expect(guest.calls() == ["write(3, from: \(sizes))"])
    }

    @Test("nothing is stored when the call fails")
    func failure() {
        let guest = Guest()
        guest.system.failure = .resourceTemporarilyUnavailable
        guest.store(vectors: [(100, 4)], at: 64)
        let expected: [Guest.Outcome] = Array(repeating: .errno(.resourceTemporarilyUnavailable), count: 6)
        #expect(outcomes(guest, vectors: 64, count: 1, result: 32) == expected)
        #expect(guest.u32(32) == 0)
    }
}
