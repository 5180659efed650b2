import WASIRun

/// What many guests in one process cost: `make bench-embed`.
@main
struct Embed {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let number = arguments.dropFirst().first.flatMap { Int($0) }
        print("descriptors: \(Process.raiseLimit())")
        switch arguments.first {
        case "idle": try await idle(number ?? 10_000, nil)
        case "idle-pooled": try await idle(number ?? 10_000, InstancePool(maximumInstances: number ?? 10_000))
        case "rate": try await rate(number ?? 20_000)
        case "leak": try await leak(number ?? 1_000_000)
        default: fail("usage: embed-benchmark idle|idle-pooled|rate|leak [NUMBER]")
        }
    }

    private static func executor() throws -> GuestExecutor {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 2
        return try GuestExecutor(configuration)
    }

    /// Guests that all wait in a poll.
    private static func idle(_ count: Int, _ pool: InstancePool?) async throws {
        let executor = try executor()
        // A pool's are its guests'.
        let mappings = Process.mappingCount
        let module = try Guests.polling(pool)
        // What is made once is not a guest's.
        for _ in 0..<100 { _ = try await WASICommand(module).run(on: executor) }
        let ends = makePipe()
        let memory = Process.residentKilobytes
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    var command = WASICommand(module)
                    command.standardInput = .descriptor(ends.reader)
                    let status = try await command.run(on: executor).status
                    if !status.isSuccess { fail("a guest ended with \(status)") }
                }
            }
            while executor.guestCount < count || executor.queuedRunCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
            // The last ones may be on their way to the poll.
            try await Task.sleep(for: .seconds(1))
            let started = ContinuousClock.now - begin - .seconds(1)
            print("\(count) \(pool == nil ? "" : "pooled ")guests wait in a poll after \(started)")
            print("threads: \(Process.threadCount)")
            print(
                "memory for each: \(Double(Process.residentKilobytes - memory) / Double(count)) KB with all that is touched of its own"
            )
            print("mappings for each: \(Double(Process.mappingCount - mappings) / Double(count))")
            let wake = ContinuousClock.now
            closeDescriptor(ends.writer)
            try await group.waitForAll()
            print("all have ended \(ContinuousClock.now - wake) after they were woken")
        }
    }

    /// Guests that begin and end.
    private static func rate(_ count: Int) async throws {
        let executor = try executor()
        let modules = [
            ("trivial", try Guests.trivial()), ("trivial, pooled", try Guests.trivial(InstancePool())),
            ("writes and sleeps", try Guests.busy()), ("writes and sleeps, pooled", try Guests.busy(InstancePool())),
        ]
        for (name, module) in modules {
            var template = WASICommand(module)
            template.standardOutput = .collect(limit: 100)
            let command = template
            let begin = ContinuousClock.now
            for _ in 0..<count / 4 { _ = try command.run() }
            report("\(name), run() on one thread", count / 4, begin)
            let shared = ContinuousClock.now
            try await many(count, 64) { _ in _ = try await command.run(on: executor) }
            report("\(name), run(on:) on two threads", count, shared)
        }
    }

    private static func report(_ name: String, _ count: Int, _ begin: ContinuousClock.Instant) {
        let time = ContinuousClock.now - begin
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        print("\(name): \(Int(Double(count) / seconds)) a second")
    }

    /// Runs that leave nothing behind: those that end, those that are cancelled, those on a thread of their own.
    private static func leak(_ count: Int) async throws {
        let executor = try executor()
        let (module, pooled) = (try Guests.busy(), try Guests.busy(InstancePool()))
        let polling = try Guests.polling()
        let ends = makePipe()
        func batch(_ size: Int) async throws {
            try await many(size, 64) { index in
                switch index % 10 {
                case 0: _ = try WASICommand(module).run()
                case 1:
                    var command = WASICommand(polling)
                    command.standardInput = .descriptor(ends.reader)
                    let waiting = command
                    let task = Task { try await waiting.run(on: executor) }
                    task.cancel()
                    _ = try await task.value
                default:
                    var command = WASICommand(index.isMultiple(of: 2) ? pooled : module)
                    command.standardOutput = .collect(limit: 100)
                    if try await command.run(on: executor).output.bytes.count != 6 { fail("a guest has not written") }
                }
            }
        }
        try await batch(max(count / 100, 1000))
        print("runs, memory in KB, descriptors, threads, mappings")
        for step in 0...10 {
            if step > 0 { try await batch(count / 10) }
            print(
                "\(step * (count / 10)), \(Process.residentKilobytes), \(Process.descriptorCount), \(Process.threadCount), \(Process.mappingCount)"
            )
            flushOutput()
        }
    }

    /// Does something `count` times, at most `width` at once.
    private static func many(_ count: Int, _ width: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                if index >= width { try await group.next() }
                group.addTask { try await body(index) }
            }
            try await group.waitForAll()
        }
    }
}
