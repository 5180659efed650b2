/// Calls on paths below an open directory.
///
/// Each throws at least ``Errno/badFileDescriptor`` and ``Errno/notDirectory`` for the directory, ``Errno/notCapable`` without
/// the right that the call needs, ``Errno/notPermitted`` for a path that leads out of what was granted (an absolute one,
/// too many `..`, such a symbolic link), ``Errno/noSuchFileOrDirectory`` also for an empty path, ``Errno/invalidArgument``
/// for a NUL in the path, ``Errno/fileNameTooLong``, ``Errno/tooManySymbolicLinkLevels``, and
/// ``Errno/readOnlyFileSystem`` for a change below a read-only grant; these are left out below.
public protocol PathCalls: AnyObject {
    /// Creates a directory.
    ///
    /// Needs ``Rights/createDirectory``. WASI: `path_create_directory`. POSIX: `mkdirat`.
    ///
    /// - Throws: At least ``Errno/fileExists``.
    func createDirectory(at path: borrowing GuestPath) throws(Errno)

    /// The attributes of what a path leads to.
    ///
    /// Needs ``Rights/pathAttributes``. WASI: `path_filestat_get`. POSIX: `fstatat`.
    func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes

    /// Sets the times of what a path leads to.
    ///
    /// Needs ``Rights/setPathTimes``. WASI: `path_filestat_set_times`. POSIX: `utimensat`.
    func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno)

    /// Gives a file a second name.
    ///
    /// Needs ``Rights/linkSource`` on the source's directory and ``Rights/linkTarget`` on the target's. WASI: `path_link`.
    /// POSIX: `linkat`.
    ///
    /// - Throws: At least ``Errno/fileExists``, ``Errno/notPermitted`` for a directory, ``Errno/improperLink``.
    func link(_ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath) throws(Errno)

    /// Opens or creates a file, or opens a directory.
    ///
    /// Needs ``Rights/open`` on the directory, with ``OpenOptions/create`` ``Rights/createFile``, with
    /// ``OpenOptions/truncate`` ``Rights/setPathSize``.
    ///
    /// - Parameters:
    ///   - rights: What the new descriptor may do; ``Rights/read`` and ``Rights/write`` decide how the file is opened. Rights
    ///     that make no sense for what is opened are left out.
    ///   - inheriting: What may be done with descriptors opened through it.
    /// - Throws: At least ``Errno/fileExists``, ``Errno/isDirectory``, ``Errno/tooManySymbolicLinkLevels`` for a symbolic link
    ///   that is not to be followed, ``Errno/tooManyOpenFiles``, ``Errno/notCapable`` for rights beyond the directory's
    ///   inheriting ones.
    ///
    /// WASI: `path_open`. POSIX: `openat`.
    func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor

    /// Reads where a symbolic link leads. What does not fit is cut.
    ///
    /// Needs ``Rights/readLink``. WASI: `path_readlink`. POSIX: `readlinkat`.
    ///
    /// - Returns: The number of bytes stored, without a terminator.
    /// - Throws: At least ``Errno/invalidArgument`` for what is not a symbolic link.
    func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int

    /// Removes an empty directory.
    ///
    /// Needs ``Rights/removeDirectory``. WASI: `path_remove_directory`. POSIX: `unlinkat(AT_REMOVEDIR)`.
    ///
    /// - Throws: At least ``Errno/directoryNotEmpty``, ``Errno/notDirectory``.
    func removeDirectory(at path: borrowing GuestPath) throws(Errno)

    /// Moves a file or directory, replacing what is there.
    ///
    /// Needs ``Rights/renameSource`` on the source's directory and ``Rights/renameTarget`` on the target's. WASI:
    /// `path_rename`. POSIX: `renameat`.
    ///
    /// - Throws: At least ``Errno/isDirectory``, ``Errno/directoryNotEmpty``, ``Errno/improperLink``.
    func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno)

    /// Makes a symbolic link.
    ///
    /// Needs ``Rights/symlink``. WASI: `path_symlink`. POSIX: `symlinkat`.
    ///
    /// - Parameter target: Where the link leads; stored as it is, whether or not anything is there.
    /// - Throws: At least ``Errno/fileExists``, ``Errno/notPermitted`` for an absolute target.
    func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno)

    /// Removes a name that is not a directory's.
    ///
    /// Needs ``Rights/unlinkFile``. WASI: `path_unlink_file`. POSIX: `unlinkat`.
    ///
    /// - Throws: At least ``Errno/isDirectory``, ``Errno/notDirectory`` for a trailing slash on a file.
    func unlinkFile(at path: borrowing GuestPath) throws(Errno)
}
