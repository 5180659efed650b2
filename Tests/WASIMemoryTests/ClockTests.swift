import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMemory

private let second: UInt64 = 1_000_000_000

@Suite("Virtual time")
struct ClockTests {
    private func configuration(_ clock: MemoryClock) -> MemoryConfiguration {
        var configuration = MemoryConfiguration()
        configuration.clock = clock
        return configuration
    }

    @Test("a guest that sleeps for a year wakes at once, a year later")
    func jump() throws {
        let clock = MemoryClock.virtual(startingAt: .nanoseconds(5 * second))
        let guest = Guest(try MemorySystem(configuration(clock)))
        let start = try guest.time()
        #expect(try guest.time(.realtime) == .nanoseconds(5 * second))
        try guest.sleep(365 * 86_400 * second)
        #expect(try guest.time() - start == .nanoseconds(365 * 86_400 * second))
        #expect(try guest.time(.realtime) == .nanoseconds(5 * second + 365 * 86_400 * second))
        #expect(try guest.time(.threadCPUTime) == guest.time())
        #expect(clock.isVirtual)
    }

    @Test("time stands still while a guest runs, unless readings move it")
    func standstill() throws {
        let still = Guest(try MemorySystem(configuration(.virtual())))
        let start = try still.time()
        for _ in 0..<100 { #expect(try still.time() == start) }
        let moving = Guest(try MemorySystem(configuration(.virtual(step: .nanoseconds(10)))))
        let first = try moving.time()
        #expect(try moving.time() - first == .nanoseconds(10))
    }

    @Test("of two guests that sleep, the one that wakes first wakes first, and time never jumps while the other one runs")
    func order() throws {
        let clock = MemoryClock.virtual()
        let log = Mutex<[String]>([])
        // Both must be there before either sleeps, or the first would wait for nobody.
        let systems = try [3, 2].map { _ in try MemorySystem(configuration(clock)) }
        let boxes = systems.map(Box.init)
        let threads = zip(boxes, [UInt64(3), 2]).map { box, seconds in
            HostThread {
                let guest = Guest(box.system)
                for _ in 0..<3 {
                    try? guest.sleep(seconds * second)
                    let now = (try? guest.time().rawValue) ?? 0
                    log.withLock { $0.append("\(seconds): \(now / second)") }
                }
                guest.system.exit(.success)
            }
        }
        for thread in threads { thread.join() }
        let found = log.withLock { $0 }
        // At 6 both wake; which of them is the first to say so is not decided.
        #expect(found.filter { !$0.hasSuffix(": 6") } == ["2: 2", "3: 3", "2: 4", "3: 9"])
        #expect(found.filter { $0.hasSuffix(": 6") }.sorted() == ["2: 6", "3: 6"])
    }

    @Test("a guest that waits for another one's bytes does not let time pass while that one works")
    func pipe() throws {
        let clock = MemoryClock.virtual()
        let pipe = MemoryPipe()
        var reading = configuration(clock)
        reading.standardInput = .pipe(pipe)
        var writing = configuration(clock)
        writing.standardOutput = .pipe(pipe)
        let reader = Box(try MemorySystem(reading))
        let writer = Box(try MemorySystem(writing))
        let result = Mutex<[String]>([])
        let thread = HostThread {
            let guest = Guest(reader.system)
            for _ in 0..<3 {
                let text = (try? guest.read(.standardInput)) ?? "nothing"
                let time = (try? guest.time().rawValue) ?? 0
                result.withLock { $0.append("\(text) at \(time / second)") }
            }
            guest.system.exit(.success)
        }
        let guest = Guest(writer.system)
        for text in ["a", "b", "c"] {
            try guest.sleep(10 * second)
            try guest.write(.standardOutput, text)
        }
        guest.system.exit(.success)
        thread.join()
        #expect(result.withLock { $0 } == ["a at 10", "b at 20", "c at 30"])
    }

    @Test("time does not jump while it is held")
    func held() throws {
        let clock = MemoryClock.virtual()
        let pipe = MemoryPipe()
        var reading = configuration(clock)
        reading.standardInput = .pipe(pipe)
        let box = Box(try MemorySystem(reading))
        let events = Mutex<[Event]>([])
        let thread = clock.whileHeld {
            let thread = HostThread {
                let guest = Guest(box.system)
                let found = try? guest.poll([
                    Subscription(userData: 1, kind: .read(.standardInput)),
                    Subscription(
                        userData: 2,
                        kind: .clock(.monotonic, timeout: .nanoseconds(second), precision: .zero, isAbsolute: false)),
                ])
                events.withLock { $0 = found ?? [] }
            }
            HostThread.pause(milliseconds: 20)
            pipe.write("x")
            thread.join()
            return thread
        }
        withExtendedLifetime(thread) {}
        #expect(events.withLock { $0 } == [Event(userData: 1, type: .read, byteCount: 1)])
    }

    @Test("waiting for ever in virtual time can be interrupted")
    func interrupted() throws {
        let system = try MemorySystem(configuration(.virtual()))
        let interrupter = system.interrupter
        let box = Box(system)
        let error = Mutex<Errno?>(nil)
        let thread = HostThread {
            do {
                _ = try Guest(box.system).poll([
                    Subscription(
                        userData: 0, kind: .clock(.monotonic, timeout: .max, precision: .zero, isAbsolute: false))
                ])
            } catch let thrown {
                error.withLock { $0 = thrown as? Errno }
            }
        }
        HostThread.pause(milliseconds: 5)
        interrupter.interrupt()
        thread.join()
        #expect(error.withLock { $0 } == .canceled)
        #expect(interrupter.isInterrupted)
    }
}

/// Takes a system to the one thread that then uses it.
final class Box: @unchecked Sendable {
    let system: any SystemInterface
    init(_ system: any SystemInterface) { self.system = system }
}
