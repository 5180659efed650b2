extension InterceptingSystem {
    @inlinable public func exit(_ code: ExitCode) {
        _ = try? interceptor.intercept(.procExit(code)) {
            base.exit(code)
            return .none
        }
    }
    @inlinable public func raise(_ signal: Signal) throws(Errno) -> SignalAction {
        let value = try interceptor.intercept(.procRaise(signal)) { () throws(Errno) in .action(try base.raise(signal)) }
        guard case .action(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func yield() throws(Errno) {
        _ = try interceptor.intercept(.schedYield) { () throws(Errno) in
            try base.yield()
            return .none
        }
    }
}
