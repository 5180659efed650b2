public import WASIWasmtime

/// What a command reports of a compilation that takes its time.
public enum CompilationEvent: Hashable, Sendable {
    /// It is under way; told once a second from the first second on, on a thread of its own.
    case running(CompilationProgress)
    /// It is over, or there was none; told once, before the program runs.
    case ended
}
