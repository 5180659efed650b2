extension InterceptingSystem {
    @inlinable public func randomBytes(into buffer: inout MutableRawSpan) throws(Errno) {
        let view = TransferBuffers(&buffer)
        _ = try interceptor.intercept(.randomGet(view)) { () throws(Errno) in
            try base.randomBytes(into: &buffer)
            return .none
        }
    }
}
