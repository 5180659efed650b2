extension InterceptingSystem {
    @inlinable public func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdAdvise(fd, offset: offset, length: length, advice)) { () throws(Errno) in
            try base.advise(fd, advice, at: offset, length: length)
            return .none
        }
    }
    @inlinable public func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdAllocate(fd, offset: offset, length: length)) { () throws(Errno) in
            try base.allocate(fd, at: offset, length: length)
            return .none
        }
    }
    @inlinable public func close(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdClose(fd)) { () throws(Errno) in
            try base.close(fd)
            return .none
        }
    }
    @inlinable public func syncData(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdDatasync(fd)) { () throws(Errno) in
            try base.syncData(fd)
            return .none
        }
    }
    @inlinable public func sync(_ fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdSync(fd)) { () throws(Errno) in
            try base.sync(fd)
            return .none
        }
    }
    @inlinable public func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus {
        let value = try interceptor.intercept(.fdFdstatGet(fd)) { () throws(Errno) in .status(try base.status(of: fd)) }
        guard case .status(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdFdstatSetFlags(fd, flags)) { () throws(Errno) in
            try base.setFlags(flags, of: fd)
            return .none
        }
    }
    @inlinable public func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno) {
        _ = try interceptor.intercept(.fdFdstatSetRights(fd, rights, inheriting: inheriting)) { () throws(Errno) in
            try base.restrictRights(of: fd, to: rights, inheriting: inheriting)
            return .none
        }
    }
    @inlinable public func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes {
        let value = try interceptor.intercept(.fdFilestatGet(fd)) { () throws(Errno) in
            .attributes(try base.attributes(of: fd))
        }
        guard case .attributes(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func resize(_ fd: Descriptor, to size: FileSize) throws(Errno) {
        _ = try interceptor.intercept(.fdFilestatSetSize(fd, size)) { () throws(Errno) in
            try base.resize(fd, to: size)
            return .none
        }
    }
    @inlinable public func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdFilestatSetTimes(fd, times)) { () throws(Errno) in
            try base.setTimes(times, of: fd)
            return .none
        }
    }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.fdPread(fd, view, offset: offset)) { () throws(Errno) in
            .count(try base.read(fd, into: &buffers, at: offset))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func preopen(_ fd: Descriptor) throws(Errno) -> Preopen {
        let value = try interceptor.intercept(.fdPrestatGet(fd)) { () throws(Errno) in .preopen(try base.preopen(fd)) }
        guard case .preopen(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno)
        -> Int
    {
        let value = try interceptor.intercept(.fdPwrite(fd, TransferBuffers(buffers), offset: offset)) { () throws(Errno) in
            .count(try base.write(fd, from: buffers, at: offset))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        let view = TransferBuffers(buffers)
        let value = try interceptor.intercept(.fdRead(fd, view)) { () throws(Errno) in
            .count(try base.read(fd, into: &buffers))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        _ = try interceptor.intercept(.fdRenumber(fd, to: target)) { () throws(Errno) in
            try base.renumber(fd, to: target)
            return .none
        }
    }
    @inlinable public func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize {
        let value = try interceptor.intercept(.fdSeek(fd, offset, whence)) { () throws(Errno) in
            .size(try base.seek(fd, by: offset, from: whence))
        }
        guard case .size(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func position(of fd: Descriptor) throws(Errno) -> FileSize {
        let value = try interceptor.intercept(.fdTell(fd)) { () throws(Errno) in .size(try base.position(of: fd)) }
        guard case .size(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let value = try interceptor.intercept(.fdWrite(fd, TransferBuffers(buffers))) { () throws(Errno) in
            .count(try base.write(fd, from: buffers))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
}
