/// Why a guest was stopped that had done nothing wrong.
public enum StopReason: Hashable, Sendable, CustomStringConvertible {
    /// Its time was up.
    case timeout
    /// It had used the processor time that it was given.
    case cpuTime
    /// It had used the fuel that it was given: ``GuestLimits/fuel``.
    case fuel
    /// It wanted to write more than it was allowed to.
    case output
    /// A signal of this number asked for it.
    case signal(Int32)
    /// The program that runs it asked for it.
    case caller

    /// A few words: `the time limit`, `the signal 15`.
    public var description: String {
        switch self {
        case .timeout: "it has reached the time limit"
        case .cpuTime: "it has used up its processor time"
        case .fuel: "it has used up its fuel"
        case .output: "it has written as much as it may"
        case .signal(let number): "it was stopped by the signal \(number)"
        case .caller: "it was stopped"
        }
    }
}

extension StopReason {
    /// The number by which it is shared between threads and with signal handlers; never 0.
    var code: Int32 {
        switch self {
        case .timeout: 1
        case .cpuTime: 2
        case .fuel: 3
        case .caller: 4
        case .output: 5
        case .signal(let number): Self.firstSignal &+ number
        }
    }

    /// The reason of a number; `nil` for 0.
    init?(code: Int32) {
        switch code {
        case 0: return nil
        case 1: self = .timeout
        case 2: self = .cpuTime
        case 3: self = .fuel
        case 5: self = .output
        case Self.firstSignal...: self = .signal(code - Self.firstSignal)
        default: self = .caller
        }
    }

    /// The same as in signals.c.
    private static var firstSignal: Int32 { 0x100 }
}
