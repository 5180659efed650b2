extension InterceptingSystem {
    @inlinable public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathCreateDirectory(copy path)) { () throws(Errno) in
            try base.createDirectory(at: path)
            return .none
        }
    }
    @inlinable public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        let value = try interceptor.intercept(.pathFilestatGet(copy path, follow)) { () throws(Errno) in
            .attributes(try base.attributes(at: path, follow: follow))
        }
        guard case .attributes(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        _ = try interceptor.intercept(.pathFilestatSetTimes(copy path, follow, times)) { () throws(Errno) in
            try base.setTimes(times, at: path, follow: follow)
            return .none
        }
    }
    @inlinable public func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath)
        throws(Errno)
    {
        _ = try interceptor.intercept(.pathLink(copy source, follow, to: copy target)) { () throws(Errno) in
            try base.link(source, follow: follow, to: target)
            return .none
        }
    }
    @inlinable public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let value = try interceptor.intercept(.pathOpen(copy path, follow, options, rights, inheriting: inheriting, flags)) {
            () throws(Errno) in
            .descriptor(
                try base.open(path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags))
        }
        guard case .descriptor(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        let view = TransferBuffers(&buffer)
        let value = try interceptor.intercept(.pathReadlink(copy path, view)) { () throws(Errno) in
            .count(try base.readLink(at: path, into: &buffer))
        }
        guard case .count(let result) = value else { throw .ioError }
        return result
    }
    @inlinable public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathRemoveDirectory(copy path)) { () throws(Errno) in
            try base.removeDirectory(at: path)
            return .none
        }
    }
    @inlinable public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathRename(copy source, to: copy target)) { () throws(Errno) in
            try base.rename(source, to: target)
            return .none
        }
    }
    @inlinable public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathSymlink(target: target, copy path)) { () throws(Errno) in
            try base.createSymlink(to: target, at: path)
            return .none
        }
    }
    @inlinable public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        _ = try interceptor.intercept(.pathUnlinkFile(copy path)) { () throws(Errno) in
            try base.unlinkFile(at: path)
            return .none
        }
    }
}
