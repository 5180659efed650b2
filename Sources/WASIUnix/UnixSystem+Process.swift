#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

extension UnixSystem: ProcessCalls {
    public func exit(_ code: ExitCode) {}

    /// What the signal does by default: ``WASICore/SignalAction/exit(_:)`` with 128 and the signal's number, as a shell
    /// reports it, or nothing.
    ///
    /// The signals that stop a process do nothing either: nobody could send the one that lets it go on.
    public func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        switch signal {
        case .none, .child, .continue, .urgent, .windowChange: .ignore
        case .stop, .terminalStop, .terminalInput, .terminalOutput: .ignore
        default: .exit(ExitCode(rawValue: 128 + UInt32(signal.rawValue)))
        }
    }

    public func yield() throws(Errno) { _ = sched_yield() }
}
