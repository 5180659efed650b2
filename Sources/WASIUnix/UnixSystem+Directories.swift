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
        try listing(of: fd, file).read(from: cookie, visit)
    }

    /// The listing of a directory, made at the first call.
    private func listing(of fd: Descriptor, _ file: OpenFile) throws(Errno) -> DirectoryStream {
        if let stream = listings[Int(file.listing)] { return stream }
        let status = try Syscall.status(file.host)
        let inode = UInt64(truncatingIfNeeded: status.st_ino)
        let device = UInt64(truncatingIfNeeded: status.st_dev)
        // A directory outside every grant (given as a standard stream) has no parent for the guest either.
        let isRoot = file.grant < 0 || (grants[Int(file.grant)].inode == inode && grants[Int(file.grant)].device == device)
        let index = try listings.insert { () throws(Errno) in
            try DirectoryStream(host: file.host, identity: DirectoryIdentity(inode: inode, isRoot: isRoot))
        }
        try table.update(fd) { $0.listing = Int32(truncatingIfNeeded: index) }
        guard let stream = listings[index] else { throw .ioError }
        return stream
    }
}
