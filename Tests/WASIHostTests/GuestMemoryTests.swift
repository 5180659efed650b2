import Testing
import WASICore

@testable import WASIHost

@Suite("Guest memory")
struct GuestMemoryTests {
    @Test("holds little-endian numbers at any address")
    func numbers() throws {
        let bytes = ByteMemory(64)
        var memory = GuestMemory(bytes)
        try memory.store(0x0102_0304 as UInt32, at: 3)
        #expect(Array(bytes.bytes[3..<7]) == [4, 3, 2, 1])
        #expect(try memory.load(3, as: UInt32.self) == 0x0102_0304)
        #expect(try memory.load(3, as: UInt16.self) == 0x0304)
    }

    @Test(
        "accepts every access up to its end and none beyond",
        arguments: [
            (0, 64, true), (63, 1, true), (64, 0, true), (60, 4, true), (61, 4, false), (64, 1, false), (65, 0, false),
            (0, 65, false), (UInt32.max, 0, false), (UInt32.max, 1, false), (1, Int(UInt32.max), false),
            (0, Int(UInt32.max) * 48, false),
        ] as [(UInt32, Int, Bool)])
    func edges(address: UInt32, byteCount: Int, isInside: Bool) {
        var memory = GuestMemory(ByteMemory(64))
        let isAccepted = (try? memory.check(address, byteCount: byteCount)) != nil
        #expect(isAccepted == isInside)
        #expect((memory.fault == nil) == isInside)
    }

    @Test("sees that the memory has grown, and does not ask for its size otherwise")
    func growth() throws {
        let bytes = ByteMemory(64, capacity: 128)
        var memory = GuestMemory(bytes)
        try memory.store(1 as UInt64, at: 56)
        #expect(bytes.lookCount == 1)
        bytes.grow(to: 128)
        try memory.store(1 as UInt64, at: 120)
        #expect(bytes.lookCount == 2)
        try memory.store(1 as UInt64, at: 120)
        #expect(bytes.lookCount == 2)
        #expect(memory.byteCount() == 128)
    }

    @Test("a pointer outside leaves the guest, with a message that names the call and the address")
    func faultMessage() {
        let guest = Guest(bytes: 65_536)
        let outcome = guest.call("fd_fdstat_get", 3, 65_530)
        guard case .left(.fault(let fault)) = outcome else {
            Issue.record("the guest goes on: \(outcome)")
            return
        }
        #expect("\(fault)" == "fd_fdstat_get: 24 bytes at address 0xfffa are outside the guest's memory of 0x10000 bytes")
    }

    @Test("a guest without memory is left at its first pointer")
    func noMemory() {
        let context = HostContext(system: RecordingSystem(), memory: GuestMemory(NoMemory()))
        let function = Preview1.functions.first { $0.name == "fd_tell" }!
        var slots = [HostValue(0), HostValue(0)]
        let goesOn = slots.withUnsafeMutableBufferPointer {
            function.call(HostArguments(slots: $0.baseAddress!), in: context)
        }
        #expect(!goesOn)
        let reason = context.takeInterruption(of: function)
        guard case .fault(let fault) = reason else {
            Issue.record("left for another reason: \(String(describing: reason))")
            return
        }
        #expect("\(fault)" == "fd_tell: 8 bytes at address 0x0: the guest exports no memory")
    }

    @Test("a fault is forgotten once it was taken")
    func faultIsForgotten() {
        let guest = Guest()
        _ = guest.call("fd_tell", 3, 0xFFFF_FFFF)
        #expect(guest.call("fd_tell", 3, 0) == .success)
        #expect(guest.context.takeInterruption(of: Preview1.functions[0]) == nil)
    }

    @Test("an errno that has the number of the inner mark is passed to the guest like others")
    func unknownErrno() {
        let guest = Guest()
        guest.system.failure = Errno(rawValue: .max)
        #expect(guest.call("fd_close", 3) == .errno(Errno(rawValue: .max)))
    }
}
