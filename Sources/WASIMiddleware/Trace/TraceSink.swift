import WASICore

/// Where a tracer's calls go.
enum TraceSink {
    /// As lines.
    case lines((RawSpan) -> Void)
    /// As lines, the beginning of which can be shown before the rest is there.
    case waiting(TraceWaiting)
    /// As values: which are wanted, and who takes them.
    case records((SystemCallName, Errno?) -> Bool, (TracedCall) -> Void)
}
