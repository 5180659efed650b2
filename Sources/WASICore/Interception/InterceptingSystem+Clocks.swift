extension InterceptingSystem {
    @inlinable public func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        let value = try interceptor.intercept(.clockResGet(clock)) { () throws(Errno) in
            .time(try base.resolution(of: clock))
        }
        guard case .time(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        let value = try interceptor.intercept(.clockTimeGet(clock, precision: precision)) { () throws(Errno) in
            .time(try base.time(of: clock, precision: precision))
        }
        guard case .time(let result) = value else { throw .ioError }
        return result
    }
}
