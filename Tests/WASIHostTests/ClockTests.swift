import Testing
import WASICore

@testable import WASIHost

@Suite("clock_res_get, clock_time_get")
struct ClockTests {
    @Test("every clock is passed on by its number", arguments: zip(0..<4, Clock.allCases))
    func clocks(number: Int, clock: Clock) {
        let guest = Guest()
        #expect(guest.call("clock_res_get", UInt64(number), 64) == .success)
        #expect(guest.u64(64) == 250)
        #expect(guest.call("clock_time_get", UInt64(number), 1_000, 72) == .success)
        #expect(guest.u64(72) == 0x1122_3344_5566_7788)
        #expect(guest.calls() == ["resolution(\(clock))", "time(\(clock), precision: 1000)"])
    }

    @Test("an unknown clock is an invalid argument", arguments: [4, 255, 256, 65_536, 0xFFFF_FFFF] as [UInt64])
    func unknown(number: UInt64) {
        let guest = Guest()
        #expect(guest.call("clock_res_get", number, 64) == .errno(.invalidArgument))
        #expect(guest.call("clock_time_get", number, 0, 64) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
        #expect(guest.u64(64) == 0)
    }

    @Test("the system's error reaches the guest, and nothing is stored")
    func failure() {
        let guest = Guest()
        guest.system.failure = .notSupported
        #expect(guest.call("clock_time_get", 2, 0, 64) == .errno(.notSupported))
        #expect(guest.u64(64) == 0)
    }
}
