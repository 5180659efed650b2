/// One call of the system interface with its arguments, as an ``Interceptor`` sees it.
///
/// A view: paths and buffers are the guest's own memory and are valid while the call is intercepted. Each case is called like
/// the specification's call; ``name`` is its name without arguments.
@frozen
public enum SystemCall: ~Escapable {
    // Program.
    /// `args_get`.
    case argsGet
    /// `environ_get`.
    case environGet

    // Clocks.
    /// `clock_res_get`.
    case clockResGet(Clock)
    /// `clock_time_get`.
    case clockTimeGet(Clock, precision: Timestamp)

    // Descriptors.
    /// `fd_advise`.
    case fdAdvise(Descriptor, offset: FileSize, length: FileSize, Advice)
    /// `fd_allocate`.
    case fdAllocate(Descriptor, offset: FileSize, length: FileSize)
    /// `fd_close`.
    case fdClose(Descriptor)
    /// `fd_datasync`.
    case fdDatasync(Descriptor)
    /// `fd_fdstat_get`.
    case fdFdstatGet(Descriptor)
    /// `fd_fdstat_set_flags`.
    case fdFdstatSetFlags(Descriptor, DescriptorFlags)
    /// `fd_fdstat_set_rights`.
    case fdFdstatSetRights(Descriptor, Rights, inheriting: Rights)
    /// `fd_filestat_get`.
    case fdFilestatGet(Descriptor)
    /// `fd_filestat_set_size`.
    case fdFilestatSetSize(Descriptor, FileSize)
    /// `fd_filestat_set_times`.
    case fdFilestatSetTimes(Descriptor, FileTimes)
    /// `fd_pread`.
    case fdPread(Descriptor, TransferBuffers, offset: FileSize)
    /// `fd_prestat_get`.
    case fdPrestatGet(Descriptor)
    /// `fd_pwrite`.
    case fdPwrite(Descriptor, TransferBuffers, offset: FileSize)
    /// `fd_read`.
    case fdRead(Descriptor, TransferBuffers)
    /// `fd_renumber`.
    case fdRenumber(Descriptor, to: Descriptor)
    /// `fd_seek`.
    case fdSeek(Descriptor, FileOffset, Whence)
    /// `fd_sync`.
    case fdSync(Descriptor)
    /// `fd_tell`.
    case fdTell(Descriptor)
    /// `fd_write`.
    case fdWrite(Descriptor, TransferBuffers)

    // Directories. The entries are shown to ``Interceptor/visited(_:)``.
    /// `fd_readdir`.
    case fdReaddir(Descriptor, DirectoryCookie)

    // Paths.
    /// `path_create_directory`.
    case pathCreateDirectory(GuestPath)
    /// `path_filestat_get`.
    case pathFilestatGet(GuestPath, LookupFlags)
    /// `path_filestat_set_times`.
    case pathFilestatSetTimes(GuestPath, LookupFlags, FileTimes)
    /// `path_link`.
    case pathLink(GuestPath, LookupFlags, to: GuestPath)
    /// `path_open`.
    case pathOpen(GuestPath, LookupFlags, OpenOptions, Rights, inheriting: Rights, DescriptorFlags)
    /// `path_readlink`.
    case pathReadlink(GuestPath, TransferBuffers)
    /// `path_remove_directory`.
    case pathRemoveDirectory(GuestPath)
    /// `path_rename`.
    case pathRename(GuestPath, to: GuestPath)
    /// `path_symlink`.
    case pathSymlink(target: RawSpan, GuestPath)
    /// `path_unlink_file`.
    case pathUnlinkFile(GuestPath)

    // Poll. The events are shown to ``Interceptor/polled(_:)``.
    /// `poll_oneoff`.
    case pollOneoff(Span<Subscription>)

    // Process.
    /// `proc_exit`.
    case procExit(ExitCode)
    /// `proc_raise`.
    case procRaise(Signal)
    /// `sched_yield`.
    case schedYield

    // Random.
    /// `random_get`.
    case randomGet(TransferBuffers)

    // Sockets.
    /// `sock_open`.
    case sockOpen(AddressFamily, SocketType, SocketProtocol)
    /// `sock_bind`.
    case sockBind(Descriptor, SocketAddress)
    /// `sock_connect`.
    case sockConnect(Descriptor, SocketAddress)
    /// `sock_listen`.
    case sockListen(Descriptor, backlog: Int32)
    /// `sock_accept`.
    case sockAccept(Descriptor, DescriptorFlags)
    /// `sock_recv`.
    case sockRecv(Descriptor, TransferBuffers, ReceiveFlags)
    /// `sock_send`.
    case sockSend(Descriptor, TransferBuffers, SendFlags)
    /// `sock_shutdown`.
    case sockShutdown(Descriptor, ShutdownDirections)
    /// `sock_recv_from`.
    case sockRecvFrom(Descriptor, TransferBuffers, ReceiveFlags)
    /// `sock_send_to`.
    case sockSendTo(Descriptor, TransferBuffers, SendFlags, SocketAddress)
    /// `sock_getsockopt`.
    case sockGetsockopt(Descriptor, SocketOption)
    /// `sock_setsockopt`.
    case sockSetsockopt(Descriptor, SocketOption, SocketOptionValue)
    /// `sock_getlocaladdr`.
    case sockGetlocaladdr(Descriptor)
    /// `sock_getpeeraddr`.
    case sockGetpeeraddr(Descriptor)
    /// `sock_getaddrinfo`.
    case sockGetaddrinfo(AddressQuery, limit: Int)
}
