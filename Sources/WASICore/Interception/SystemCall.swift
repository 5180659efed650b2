/// One call of the system interface with its arguments, as an ``Interceptor`` sees it.
///
/// A view: paths and buffers are the guest's own memory and are valid while the call is intercepted. Each case is called like
/// the specification's call; ``name`` is its name without arguments.
@frozen
public enum SystemCall: ~Escapable {
    // Program.
    case argsGet
    case environGet

    // Clocks.
    case clockResGet(Clock)
    case clockTimeGet(Clock, precision: Timestamp)

    // Descriptors.
    case fdAdvise(Descriptor, offset: FileSize, length: FileSize, Advice)
    case fdAllocate(Descriptor, offset: FileSize, length: FileSize)
    case fdClose(Descriptor)
    case fdDatasync(Descriptor)
    case fdFdstatGet(Descriptor)
    case fdFdstatSetFlags(Descriptor, DescriptorFlags)
    case fdFdstatSetRights(Descriptor, Rights, inheriting: Rights)
    case fdFilestatGet(Descriptor)
    case fdFilestatSetSize(Descriptor, FileSize)
    case fdFilestatSetTimes(Descriptor, FileTimes)
    case fdPread(Descriptor, TransferBuffers, offset: FileSize)
    case fdPrestatGet(Descriptor)
    case fdPwrite(Descriptor, TransferBuffers, offset: FileSize)
    case fdRead(Descriptor, TransferBuffers)
    case fdRenumber(Descriptor, to: Descriptor)
    case fdSeek(Descriptor, FileOffset, Whence)
    case fdSync(Descriptor)
    case fdTell(Descriptor)
    case fdWrite(Descriptor, TransferBuffers)

    // Directories. The entries are shown to ``Interceptor/visited(_:)``.
    case fdReaddir(Descriptor, DirectoryCookie)

    // Paths.
    case pathCreateDirectory(GuestPath)
    case pathFilestatGet(GuestPath, LookupFlags)
    case pathFilestatSetTimes(GuestPath, LookupFlags, FileTimes)
    case pathLink(GuestPath, LookupFlags, to: GuestPath)
    case pathOpen(GuestPath, LookupFlags, OpenOptions, Rights, inheriting: Rights, DescriptorFlags)
    case pathReadlink(GuestPath, TransferBuffers)
    case pathRemoveDirectory(GuestPath)
    case pathRename(GuestPath, to: GuestPath)
    case pathSymlink(target: RawSpan, GuestPath)
    case pathUnlinkFile(GuestPath)

    // Poll. The events are shown to ``Interceptor/polled(_:)``.
    case pollOneoff(Span<Subscription>)

    // Process.
    case procExit(ExitCode)
    case procRaise(Signal)
    case schedYield

    // Random.
    case randomGet(TransferBuffers)

    // Sockets.
    case sockOpen(AddressFamily, SocketType, SocketProtocol)
    case sockBind(Descriptor, SocketAddress)
    case sockConnect(Descriptor, SocketAddress)
    case sockListen(Descriptor, backlog: Int32)
    case sockAccept(Descriptor, DescriptorFlags)
    case sockRecv(Descriptor, TransferBuffers, ReceiveFlags)
    case sockSend(Descriptor, TransferBuffers, SendFlags)
    case sockShutdown(Descriptor, ShutdownDirections)
    case sockRecvFrom(Descriptor, TransferBuffers, ReceiveFlags)
    case sockSendTo(Descriptor, TransferBuffers, SendFlags, SocketAddress)
    case sockGetsockopt(Descriptor, SocketOption)
    case sockSetsockopt(Descriptor, SocketOption, SocketOptionValue)
    case sockGetlocaladdr(Descriptor)
    case sockGetpeeraddr(Descriptor)
    case sockGetaddrinfo(AddressQuery, limit: Int)
}
