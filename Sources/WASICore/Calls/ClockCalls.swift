/// Clocks.
public protocol ClockCalls: AnyObject {
    /// The smallest difference that a clock can show.
    ///
    /// - Throws: At least ``Errno/notSupported`` for a clock that the system does not have.
    ///
    /// WASI: `clock_res_get`. POSIX: `clock_getres`.
    func resolution(of clock: Clock) throws(Errno) -> Timestamp

    /// What a clock shows.
    ///
    /// - Parameter precision: How far off the answer may be, in nanoseconds; a system may ignore it.
    /// - Throws: At least ``Errno/notSupported`` for a clock that the system does not have.
    ///
    /// WASI: `clock_time_get`. POSIX: `clock_gettime`.
    func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp
}
