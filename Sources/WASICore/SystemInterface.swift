/// Everything that a WebAssembly program can ask of its host, without the ABI by which it asks.
///
/// No guest pointer, no guest layout and no engine type appears here; every byte that passes between guest and host passes
/// through one of these methods exactly once. The protocol has no default implementations: a system that forgets a call does
/// not compile.
///
/// **Threads.** A system belongs to one guest instance and is used on the thread that runs it, one call at a time. It is not
/// `Sendable`.
///
/// **Errors.** Each call lists the errors that callers can count on; a system may throw others.
public protocol SystemInterface:
    ProgramCalls, ClockCalls, DescriptorCalls, PathCalls, DirectoryCalls, PollCalls, ProcessCalls, RandomCalls, SocketCalls
{}
