#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

extension UnixSystem: DirectoryCalls {
    public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        let file = try table.file(fd)
        guard file.type == .directory else { throw .notDirectory }
        guard file.rights.contains(.readDirectory) else { throw .notCapable }
        // Nothing closes the directory while it is read.
        let failure = unsafe try listing(of: fd, file)._withUnsafeGuaranteedRef { stream -> Errno? in
            do throws(Errno) {
                try stream.read(from: cookie, visit)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// The listing of a directory, made at the first call.
    @inline(__always)
    private func listing(of fd: Descriptor, _ file: OpenFile) throws(Errno) -> Unmanaged<DirectoryStream> {
        if let stream = unsafe listings[Int(file.listing)] { return unsafe stream }
        return unsafe try beginListing(of: fd, file)
    }

    @inline(never)
    private func beginListing(of fd: Descriptor, _ file: OpenFile) throws(Errno) -> Unmanaged<DirectoryStream> {
        let status = try Syscall.status(file.host)
        let inode = UInt64(truncatingIfNeeded: status.st_ino)
        let device = UInt64(truncatingIfNeeded: status.st_dev)
        // A directory outside every grant (given as a standard stream) has no parent for the guest either.
        let isRoot = file.grant < 0 || (grants[Int(file.grant)].inode == inode && grants[Int(file.grant)].device == device)
        let index = try listings.insert { () throws(Errno) in
            try DirectoryStream(host: file.host, identity: DirectoryIdentity(inode: inode, isRoot: isRoot))
        }
        try table.update(fd) { $0.listing = Int32(truncatingIfNeeded: index) }
        guard let stream = unsafe listings[index] else { throw .ioError }
        return unsafe stream
    }
}
