/// A signal that a guest raises for itself.
///
/// WASI: [`signal`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#signal); the numbers are Linux's.
@frozen
public enum Signal: UInt8, Sendable, CaseIterable {
    /// No signal: only the check whether one could be raised.
    case none = 0
    case hangup = 1
    case interrupt = 2
    case quit = 3
    case illegalInstruction = 4
    case trap = 5
    case abort = 6
    case bus = 7
    case floatingPointException = 8
    case kill = 9
    case user1 = 10
    case segmentationFault = 11
    case user2 = 12
    case brokenPipe = 13
    case alarm = 14
    case terminate = 15
    case child = 16
    case `continue` = 17
    case stop = 18
    case terminalStop = 19
    case terminalInput = 20
    case terminalOutput = 21
    case urgent = 22
    case cpuTimeLimit = 23
    case fileSizeLimit = 24
    case virtualAlarm = 25
    case profilingTimer = 26
    case windowChange = 27
    case poll = 28
    case power = 29
    case badSystemCall = 30
}

/// What follows from a signal.
@frozen
public enum SignalAction: Hashable, Sendable {
    /// The guest goes on.
    case ignore
    /// The guest ends with this code.
    case exit(ExitCode)
}
