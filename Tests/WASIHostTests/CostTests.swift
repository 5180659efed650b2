import TestSupport
import Testing
import WASICore

@testable import WASIHost

@Suite("What calls cost")
struct CostTests {
    /// Called when a program starts, and made of arrays and strings; so are look-ups.
    static let startUp: Set<String> = [
        "args_get", "args_sizes_get", "environ_get", "environ_sizes_get", "fd_prestat_get", "fd_prestat_dir_name",
        "proc_exit", "sock_getaddrinfo",
    ]

    @Test(
        "a call does not allocate", .enabled(if: countsAllocations),
        arguments: HostileValueTests.names.filter { name in !startUp.contains { name.hasSuffix("." + $0) } })
    func allocationFree(name: String) {
        let function = HostileValueTests.functions[name]!
        let guest = HostileValueTests.guest()
        let plain = HostileValueTests.plainArguments(function)
        HostileValueTests.prepare(guest)
        let slots = UnsafeMutablePointer<HostValue>.allocate(capacity: 16)
        defer { slots.deallocate() }
        func call() {
            for index in plain.indices { slots[index] = HostValue(plain[index]) }
            if !function.call(HostArguments(slots: slots), in: guest.context) { Issue.record("the guest is left") }
        }
        // The first poll makes the space for all others.
        call()
        #expect(slots[0].bits == 0)
        let count = allocations {
            for _ in 0..<100 { call() }
        }
        #expect(count == 0)
        // Failing calls are not counted here: Swift Testing looks at every error that is thrown, and boxes it for that.
    }

    @Test("counting works", .enabled(if: countsAllocations))
    func control() {
        let count = allocations {
            for _ in 0..<10 { UnsafeMutableRawPointer.allocate(byteCount: 100, alignment: 8).deallocate() }
        }
        #expect(count == 10)
    }

    @Test("what a guest can make the host hold stays below 5 MiB")
    func heldMemory() {
        let subscription = MemoryLayout<Subscription>.stride + MemoryLayout<Event>.stride
        let vectors = HostLimits.vectors * MemoryLayout<BufferSegment>.stride
        #expect(HostLimits.subscriptions * subscription + vectors < 5 << 20)
    }
}
