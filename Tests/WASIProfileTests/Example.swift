import WASIProfile

/// `main` calls `work` for 30 ms and `rest` for 10 ms, and `rest` reads for 2 ms and waits in it for 8 ms.
func example(keepsMoments: Bool = false, names: [String] = ["main", "work", "rest"]) -> Profile {
    var builder = ProfileBuilder(
        program: "x.wasm", interval: 1_000_000, start: 1_700_000_000_000_000_000, keepsMoments: keepsMoments)
    let main = builder.add(Profile.Function(names[0], index: 3))
    let work = builder.add(Profile.Function(names[1], index: 4))
    let rest = builder.add(Profile.Function(names[2], index: 5))
    let read = builder.add(Profile.Function("fd_read", kind: .host))
    var time: Int64 = 0
    func note(_ stack: [Int], _ milliseconds: Int, isWaiting: Bool = false) {
        for _ in 0..<milliseconds {
            time += 1_000_000
            builder.note(stack, processor: isWaiting ? 0 : 1_000_000, elapsed: 1_000_000, at: time, isWaiting: isWaiting)
        }
    }
    note([main, work], 30)
    note([main, rest], 10)
    note([main, rest, read], 2)
    note([main, rest, read], 8, isWaiting: true)
    return builder.profile
}
