import Testing
import WASICore

@testable import WASIHost

@Suite("proc_exit, proc_raise, sched_yield, random_get")
struct ProcessTests {
    @Test(
        "proc_exit tells the system and leaves the guest with its code",
        arguments: [0, 1, 255, 256, 0xFFFF_FFFF] as [UInt32])
    func exit(code: UInt32) {
        let guest = Guest()
        #expect(guest.call("proc_exit", UInt64(code)) == .left(.exit(ExitCode(rawValue: code))))
        #expect(guest.calls() == ["exit(\(code))"])
        #expect(guest.context.takeInterruption(of: Preview1.functions[0]) == nil)
    }

    @Test("proc_raise goes on where the system ignores the signal, and leaves the guest where it ends it")
    func raise() {
        let guest = Guest()
        #expect(guest.call("proc_raise", 6) == .success)
        guest.system.signalAction = .exit(ExitCode(rawValue: 134))
        #expect(guest.call("proc_raise", 30) == .left(.exit(ExitCode(rawValue: 134))))
        #expect(guest.calls() == ["raise(abort)", "raise(badSystemCall)"])
        guest.system.failure = .notSupported
        #expect(guest.call("proc_raise", 9) == .errno(.notSupported))
    }

    @Test("an unknown signal is an invalid argument", arguments: [31, 255, 256, 0xFFFF_FFFF] as [UInt64])
    func unknownSignal(number: UInt64) {
        let guest = Guest()
        #expect(guest.call("proc_raise", number) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("sched_yield is passed on")
    func yield() {
        let guest = Guest()
        #expect(guest.call("sched_yield") == .success)
        #expect(guest.calls() == ["yield()"])
    }

    @Test("random_get fills exactly what it is given, up to the whole memory")
    func random() {
        let guest = Guest()
        #expect(guest.call("random_get", 101, 4) == .success)
        #expect(guest.bytes(100..<106) == [0, 0x61, 0x62, 0x63, 0x61, 0])
        #expect(guest.call("random_get", 0, 65_536) == .success)
        #expect(guest.call("random_get", 65_536, 0) == .success)
        #expect(guest.memory.guardsAreIntact)
        guard case .left(.fault) = guest.call("random_get", 1, 65_536) else {
            Issue.record("the guest goes on")
            return
        }
        #expect(guest.calls() == ["randomBytes(4)", "randomBytes(65536)", "randomBytes(0)"])
    }
}
