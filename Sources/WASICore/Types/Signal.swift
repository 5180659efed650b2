/// A signal that a guest raises for itself.
///
/// WASI: [`signal`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#signal); the numbers are Linux's.
@frozen
public enum Signal: UInt8, Sendable, CaseIterable {
    /// No signal: only the check whether one could be raised.
    case none = 0
    /// The terminal is gone.
    case hangup = 1
    /// Somebody has asked for the end, at the terminal.
    case interrupt = 2
    /// Somebody has asked for the end and a look at it.
    case quit = 3
    /// What was executed is no instruction.
    case illegalInstruction = 4
    /// A debugger's mark was reached.
    case trap = 5
    /// The program has given itself up.
    case abort = 6
    /// Memory could not be accessed.
    case bus = 7
    /// A computation went wrong, such as a division by zero.
    case floatingPointException = 8
    /// The end, which nobody can prevent.
    case kill = 9
    /// What programs agree on.
    case user1 = 10
    /// There is no memory there.
    case segmentationFault = 11
    /// What programs agree on.
    case user2 = 12
    /// Nobody reads what was written.
    case brokenPipe = 13
    /// A time is over.
    case alarm = 14
    /// Somebody has asked for the end.
    case terminate = 15
    /// A process that was started has ended or stopped.
    case child = 16
    /// Go on after a stop.
    case `continue` = 17
    /// A stop, which nobody can prevent.
    case stop = 18
    /// A stop, asked for at the terminal.
    case terminalStop = 19
    /// A background process has read from the terminal.
    case terminalInput = 20
    /// A background process has written to the terminal.
    case terminalOutput = 21
    /// A socket has urgent data.
    case urgent = 22
    /// The processor time is used up.
    case cpuTimeLimit = 23
    /// A file has become too large.
    case fileSizeLimit = 24
    /// A processor time is over.
    case virtualAlarm = 25
    /// A profiler's time is over.
    case profilingTimer = 26
    /// The terminal has another size.
    case windowChange = 27
    /// A descriptor is ready.
    case poll = 28
    /// The power fails.
    case power = 29
    /// There is no such system call.
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
