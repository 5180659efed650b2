/// Calls on an open descriptor.
///
/// Each throws at least ``Errno/badFileDescriptor`` if nothing is open under the number and ``Errno/notCapable`` if the
/// descriptor lacks a right that the call needs; both are left out below.
public protocol DescriptorCalls: AnyObject {
    /// Announces how a range will be used. `length` 0 means up to the end.
    ///
    /// Needs ``Rights/advise``. WASI: `fd_advise`. POSIX: `posix_fadvise`.
    ///
    /// - Throws: At least ``Errno/invalidArgument`` for a range beyond `Int64.max`, ``Errno/illegalSeek`` for a stream.
    func advise(_ fd: Descriptor, _ advice: Advice, at offset: FileSize, length: FileSize) throws(Errno)

    /// Makes sure that a range has space, growing the file where it ends before the range does.
    ///
    /// Needs ``Rights/allocate``. WASI: `fd_allocate`. POSIX: `posix_fallocate`.
    ///
    /// - Throws: At least ``Errno/invalidArgument`` for length 0, ``Errno/fileTooLarge``, ``Errno/noSpace``,
    ///   ``Errno/notSupported`` where the file system cannot.
    func allocate(_ fd: Descriptor, at offset: FileSize, length: FileSize) throws(Errno)

    /// Closes a descriptor. It is closed even when the call throws.
    ///
    /// WASI: `fd_close`. POSIX: `close`.
    ///
    /// - Throws: At least ``Errno/ioError`` when earlier writes could not be completed.
    func close(_ fd: Descriptor) throws(Errno)

    /// Waits until the data is on stable storage.
    ///
    /// Needs ``Rights/syncData``. WASI: `fd_datasync`. POSIX: `fdatasync`.
    func syncData(_ fd: Descriptor) throws(Errno)

    /// Waits until data and attributes are on stable storage.
    ///
    /// Needs ``Rights/sync``. WASI: `fd_sync`. POSIX: `fsync`.
    func sync(_ fd: Descriptor) throws(Errno)

    /// What a descriptor is. Needs no right.
    ///
    /// WASI: `fd_fdstat_get`. POSIX: `fcntl(F_GETFL)`.
    func status(of fd: Descriptor) throws(Errno) -> DescriptorStatus

    /// Replaces a descriptor's flags.
    ///
    /// Needs ``Rights/setFlags``. WASI: `fd_fdstat_set_flags`. POSIX: `fcntl(F_SETFL)`.
    ///
    /// - Throws: At least ``Errno/notSupported`` for a change that the system cannot make, such as of ``DescriptorFlags/sync``.
    func setFlags(_ flags: DescriptorFlags, of fd: Descriptor) throws(Errno)

    /// Gives up rights. Needs no right.
    ///
    /// WASI: `fd_fdstat_set_rights`.
    ///
    /// - Throws: At least ``Errno/notCapable`` if a right would be added.
    func restrictRights(of fd: Descriptor, to rights: Rights, inheriting: Rights) throws(Errno)

    /// The attributes of the open file.
    ///
    /// Needs ``Rights/attributes``. WASI: `fd_filestat_get`. POSIX: `fstat`.
    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes

    /// Cuts a file, or grows it with zeros.
    ///
    /// Needs ``Rights/setSize``. WASI: `fd_filestat_set_size`. POSIX: `ftruncate`.
    ///
    /// - Throws: At least ``Errno/invalidArgument`` for a size beyond `Int64.max` or a file that is not regular,
    ///   ``Errno/fileTooLarge``, ``Errno/readOnlyFileSystem``.
    func resize(_ fd: Descriptor, to size: FileSize) throws(Errno)

    /// Sets the times of the open file.
    ///
    /// Needs ``Rights/setTimes``. WASI: `fd_filestat_set_times`. POSIX: `futimens`.
    ///
    /// - Throws: At least ``Errno/readOnlyFileSystem``, ``Errno/invalidArgument`` for a time that the host cannot store.
    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno)

    /// Reads at a position of the file, and leaves the descriptor's own position as it is.
    ///
    /// Needs ``Rights/read`` and ``Rights/seek``. WASI: `fd_pread`. POSIX: `preadv`.
    ///
    /// - Returns: The number of bytes read; 0 at the end of the file.
    /// - Throws: At least ``Errno/illegalSeek`` for a stream, ``Errno/invalidArgument`` for an offset beyond `Int64.max`,
    ///   ``Errno/isDirectory``.
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers, at offset: FileSize) throws(Errno) -> Int

    /// What is known of a descriptor that was open before the guest started.
    ///
    /// WASI: `fd_prestat_get` and `fd_prestat_dir_name`, which the guest ABI derives from it.
    ///
    /// - Throws: ``Errno/badFileDescriptor`` for every descriptor that is not a preopened directory, open or not. wasi-libc
    ///   ends its scan at this error, and the program at any other.
    func preopen(_ fd: Descriptor) throws(Errno) -> Preopen

    /// Writes at a position of the file, and leaves the descriptor's own position as it is.
    ///
    /// With ``DescriptorFlags/append``, Linux writes to the end all the same.
    ///
    /// Needs ``Rights/write`` and ``Rights/seek``. WASI: `fd_pwrite`. POSIX: `pwritev`.
    ///
    /// - Returns: The number of bytes written, which may be less than there are.
    /// - Throws: At least ``Errno/illegalSeek`` for a stream, ``Errno/invalidArgument`` for an offset beyond `Int64.max`,
    ///   ``Errno/fileTooLarge``, ``Errno/noSpace``.
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers, at offset: FileSize) throws(Errno) -> Int

    /// Reads at the descriptor's position, and moves it.
    ///
    /// Needs ``Rights/read``. WASI: `fd_read`. POSIX: `readv`.
    ///
    /// - Returns: The number of bytes read; 0 at the end of the file.
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is nothing yet and the descriptor does not block,
    ///   ``Errno/isDirectory``, ``Errno/canceled`` when the system was interrupted while it waited.
    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int

    /// Gives an open file another number; what was open under it is closed.
    ///
    /// WASI: `fd_renumber`. POSIX: `dup2` and `close`, in one step.
    ///
    /// - Throws: At least ``Errno/badFileDescriptor`` if either number is not open.
    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno)

    /// Moves the descriptor's position.
    ///
    /// Needs ``Rights/seek``; ``Rights/tell`` is enough for a seek by 0 from ``Whence/current``. WASI: `fd_seek`. POSIX: `lseek`.
    ///
    /// - Returns: The new position, in bytes from the beginning of the file.
    /// - Throws: At least ``Errno/invalidArgument`` for a position before the beginning, ``Errno/illegalSeek`` for a stream.
    func seek(_ fd: Descriptor, by offset: FileOffset, from whence: Whence) throws(Errno) -> FileSize

    /// The descriptor's position, in bytes from the beginning of the file.
    ///
    /// Needs ``Rights/tell``. WASI: `fd_tell`. POSIX: `lseek(fd, 0, SEEK_CUR)`.
    ///
    /// - Throws: At least ``Errno/illegalSeek`` for a stream.
    func position(of fd: Descriptor) throws(Errno) -> FileSize

    /// Writes at the descriptor's position, or at the end with ``DescriptorFlags/append``, and moves it.
    ///
    /// Needs ``Rights/write``. WASI: `fd_write`. POSIX: `writev`.
    ///
    /// - Returns: The number of bytes written, which may be less than there are.
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is no room yet and the descriptor does not block,
    ///   ``Errno/brokenPipe``, ``Errno/noSpace``, ``Errno/canceled`` when the system was interrupted while it waited.
    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int
}
