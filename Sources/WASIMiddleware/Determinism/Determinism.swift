public import WASICore

/// Makes the same run twice come out the same: what a guest sees of time, randomness and the host's files follows from a seed and from
/// what it is given.
///
/// ```swift
/// command.wrappers.append { Determinism(seed: 1).wrapping($0) }
/// ```
///
/// | what a guest sees | is |
/// |---|---|
/// | clocks | ``VirtualClock`` with ``VirtualClock/Pace/stepping(_:)``: the realtime clock begins at ``start``, and all go on by ``step`` at each reading, and by what the guest waits for |
/// | randomness | ``SeededRandom`` with ``seed`` |
/// | the order of a listing | by the names' bytes |
/// | inodes and devices | numbers from 1 on, in the order in which they are first seen |
/// | times of files | ``start``, but for those that the guest sets |
/// | sizes and links of directories | 0 and 1 |
///
/// **Not covered** is what comes from outside: the content of files and streams and when it arrives, what others do to the same files,
/// the network and the ports that the host chooses, arguments and environment, limits of time. Nor does it cover what a guest's code
/// does by itself, which is the same on one machine with one compiler.
public struct Determinism: Hashable, Sendable {
    /// What randomness follows from. Default: 0.
    public var seed: UInt64
    /// What the realtime clock shows first. Default: 2020-01-01T00:00:00Z.
    public var start = Timestamp.nanoseconds(1_577_836_800_000_000_000)
    /// How much clocks go on at each reading. Default: 1 µs.
    public var step = Timestamp.nanoseconds(1000)

    /// Makes runs the same, with the randomness of a seed.
    public init(seed: UInt64 = 0) { self.seed = seed }

    /// Stands in front of a system.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let files = DeterministicFiles(system, time: start)
        return SeededRandom(VirtualClock(files, start: start, pace: .stepping(step)), seed: seed)
    }
}
