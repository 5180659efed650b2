import Testing
import WASICore

@testable import WASIHost

@Suite("poll_oneoff")
struct PollTests {
    /// Stores a subscription to a clock.
    private func store(
        clock: UInt32, timeout: UInt64, precision: UInt64 = 0, flags: UInt16 = 0, userData: UInt64, in guest: Guest,
        at place: Int
    ) {
        guest.store([UInt8](repeating: 0xEE, count: 48), at: place)
        guest.store(userData, at: place)
        guest.store(0 as UInt8, at: place + 8)
        guest.store(clock, at: place + 16)
        guest.store(timeout, at: place + 24)
        guest.store(precision, at: place + 32)
        guest.store(flags, at: place + 40)
    }

    /// Stores a subscription to a descriptor.
    private func store(tag: UInt8, descriptor: UInt32, userData: UInt64, in guest: Guest, at place: Int) {
        guest.store([UInt8](repeating: 0xEE, count: 48), at: place)
        guest.store(userData, at: place)
        guest.store(tag, at: place + 8)
        guest.store(descriptor, at: place + 16)
    }

    @Test("subscriptions arrive by meaning, whatever their padding holds")
    func subscriptions() {
        let guest = Guest()
        store(clock: 1, timeout: 500, precision: 7, userData: 10, in: guest, at: 1000)
        store(clock: 0, timeout: .max, flags: 1, userData: 11, in: guest, at: 1048)
        store(tag: 1, descriptor: 4, userData: 12, in: guest, at: 1096)
        store(tag: 2, descriptor: 0xFFFF_FFFF, userData: .max, in: guest, at: 1144)
        #expect(guest.call("poll_oneoff", 1000, 2000, 4, 64) == .success)
        #expect(
            guest.system.subscriptions == [
                Subscription(
                    userData: 10,
                    kind: .clock(.monotonic, timeout: .nanoseconds(500), precision: .nanoseconds(7), isAbsolute: false)),
                Subscription(
                    userData: 11, kind: .clock(.realtime, timeout: .max, precision: .zero, isAbsolute: true)),
                Subscription(userData: 12, kind: .read(Descriptor(rawValue: 4))),
                Subscription(userData: .max, kind: .write(Descriptor(rawValue: .max))),
            ])
    }

    @Test("events are packed at the front, with clean padding")
    func events() {
        let guest = Guest()
        for index in 0..<3 { store(tag: 1, descriptor: 4, userData: 1, in: guest, at: 1000 + index * 48) }
        guest.store([UInt8](repeating: 0xEE, count: 96), at: 2000)
        guest.system.events = [
            Event(userData: 0x0102_0304_0506_0708, type: .write, error: .badFileDescriptor),
            Event(userData: 2, type: .read, byteCount: 77, isHangup: true),
        ]
        #expect(guest.call("poll_oneoff", 1000, 2000, 3, 64) == .success)
        #expect(guest.u32(64) == 2)
        #expect(
            guest.bytes(2000..<2064) == [
                8, 7, 6, 5, 4, 3, 2, 1, 8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
            ])
        #expect(guest.u8(2064) == 0xEE)
    }

    @Test("no subscription is an invalid argument")
    func none() {
        let guest = Guest()
        #expect(guest.call("poll_oneoff", 1000, 2000, 0, 64) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("65536 subscriptions are served, one more is an invalid argument")
    func limit() {
        let guest = Guest(bytes: 8 << 20)
        for index in 0...65_536 { guest.store(UInt64(index), at: index * 48) }
        #expect(guest.call("poll_oneoff", 0, 4 << 20, 65_536, 7 << 20) == .success)
        #expect(guest.u32(7 << 20) == 65_536)
        #expect(guest.u64(4 << 20 + 65_535 * 32) == 65_535)
        guest.system.forgetCalls()
        #expect(guest.call("poll_oneoff", 0, 4 << 20, 65_537, 7 << 20) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test(
        "a clock that does not exist, or unknown flags, become a subscription that fails on its own",
        arguments: [(4, 0), (.max, 0), (1, 2), (1, 0x8000), (0, 3)] as [(UInt32, UInt16)])
    func badClock(clock: UInt32, flags: UInt16) {
        let guest = Guest()
        store(clock: clock, timeout: 1, flags: flags, userData: 5, in: guest, at: 1000)
        #expect(guest.call("poll_oneoff", 1000, 2000, 1, 64) == .success)
        #expect(
            guest.system.subscriptions == [Subscription(userData: 5, kind: .invalid(.invalidArgument, as: .clock))])
    }

    @Test("an unknown kind of subscription is an invalid argument of the whole call", arguments: [3, 255] as [UInt8])
    func badTag(tag: UInt8) {
        let guest = Guest()
        store(clock: 1, timeout: 1, userData: 5, in: guest, at: 1000)
        store(tag: tag, descriptor: 1, userData: 5, in: guest, at: 1048)
        #expect(guest.call("poll_oneoff", 1000, 2000, 2, 64) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("one buffer may serve for subscriptions and events")
    func overlap() {
        let guest = Guest()
        for index in 0..<8 { store(tag: 1, descriptor: 4, userData: UInt64(index), in: guest, at: 1000 + index * 48) }
        #expect(guest.call("poll_oneoff", 1000, 1001, 8, 64) == .success)
        #expect(guest.system.subscriptions.map(\.userData) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect((0..<8).map { guest.u64(1001 + $0 * 32) } == [0, 1, 2, 3, 4, 5, 6, 7])
    }

    @Test("a pointer outside leaves the guest before it waits")
    func outside() {
        let guest = Guest()
        for index in 0..<2 { store(tag: 1, descriptor: 4, userData: 0, in: guest, at: 1000 + index * 48) }
        let places: [(UInt64, UInt64, UInt64, UInt64)] = [
            (65_536 - 95, 2000, 2, 64), (1000, 65_536 - 63, 2, 64), (1000, 2000, 2, 65_533),
            (1000, 2000, 0xFFFF_FFFF, 64), (0xFFFF_FFFF, 2000, 0xFFFF_FFFF, 64),
        ]
        for (source, target, count, result) in places {
            guard case .left(.fault) = guest.call("poll_oneoff", source, target, count, result) else {
                Issue.record("the guest goes on")
                return
            }
        }
        #expect(guest.calls() == [])
        #expect(guest.call("poll_oneoff", 65_536 - 96, 65_536 - 64, 2, 65_532) == .success)
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("nothing is stored when the poll fails")
    func failure() {
        let guest = Guest()
        guest.system.failure = .canceled
        store(clock: 1, timeout: 1, userData: 5, in: guest, at: 1000)
        #expect(guest.call("poll_oneoff", 1000, 2000, 1, 64) == .errno(.canceled))
        #expect(guest.u32(64) == 0)
        #expect(guest.u64(2000) == 0)
    }
}
