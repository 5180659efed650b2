/// Listing directories.
public protocol DirectoryCalls: AnyObject {
    /// Visits the entries of a directory behind a position, `.` and `..` among them, in an order of the system's choice.
    ///
    /// Needs ``Rights/readDirectory``. WASI: `fd_readdir`, whose packing and truncation belong to the guest ABI. POSIX: `readdir`.
    ///
    /// - Parameters:
    ///   - cookie: ``DirectoryCookie/start``, or the ``DirectoryEntry/next`` of an entry that was visited before.
    ///   - visit: Is shown one entry after the other until it returns `false` or the directory ends. It must not call the system.
    /// - Throws: At least ``Errno/badFileDescriptor``, ``Errno/notCapable``, ``Errno/notDirectory``, ``Errno/tooManyOpenFiles``
    ///   when too many directories are being listed, and what `visit` throws.
    func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno)
}
