public import WASICore

// What the main system alone is asked for.
extension MountedSystem {
    public func arguments() -> [String] { main.arguments() }
    public func environment() -> [EnvironmentVariable] { main.environment() }

    public func resolution(of clock: Clock) throws(Errno) -> Timestamp { try main.resolution(of: clock) }
    public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        try main.time(of: clock, precision: precision)
    }

    /// Every system is told.
    public func exit(_ code: ExitCode) { for part in parts { part.exit(code) } }
    public func raise(_ signal: Signal) throws(Errno) -> SignalAction { try main.raise(signal) }
    public func yield() throws(Errno) { try main.yield() }

    public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) { try main.randomBytes(into: &buffer) }

    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        try main.lookUp(query, limit: limit)
    }
}
