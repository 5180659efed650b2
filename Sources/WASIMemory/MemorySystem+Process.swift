public import WASICore

extension MemorySystem {
    /// Nobody waits for the guest's time any longer.
    public func exit(_ code: ExitCode) { leaveClock() }

    /// What the signal does by default: ``WASICore/SignalAction/exit(_:)`` with 128 and the signal's number, as a shell reports it, or
    /// nothing.
    public func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        switch signal {
        case .none, .child, .continue, .urgent, .windowChange: .ignore
        case .stop, .terminalStop, .terminalInput, .terminalOutput: .ignore
        default: .exit(ExitCode(rawValue: 128 + UInt32(signal.rawValue)))
        }
    }

    public func yield() throws(Errno) { HostMachine.yield() }
}
