/// Calls on sockets: the four that preview 1 has, and those of WasmEdge's extension, by which a guest makes its own.
///
/// Each call on a descriptor throws at least ``Errno/badFileDescriptor``, ``Errno/notSocket`` and, without the right that it
/// needs, ``Errno/notCapable``; these are left out below. An address or a name that the guest was not granted is refused with
/// ``Errno/permissionDenied``: by ``bind(_:to:)``, ``connect(_:to:)``, ``listen(_:backlog:)``, ``send(_:from:flags:to:)`` and
/// ``lookUp(_:limit:)``.
///
/// Addresses are those that are really used, after any look-up; what a guest may reach is decided by them.
public protocol SocketCalls: AnyObject {
    /// Makes a socket that is neither bound nor connected and that waits.
    ///
    /// It has the rights ``Rights/connection`` and ``Rights/listener``, and hands down ``Rights/connection``.
    ///
    /// WasmEdge: `sock_open`. POSIX: `socket`.
    ///
    /// - Throws: At least ``Errno/addressFamilyNotSupported`` for ``AddressFamily/unspecified`` or a family that the host lacks,
    ///   ``Errno/invalidArgument`` for ``SocketType/any``, ``Errno/protocolNotSupported`` for a protocol of another type or
    ///   family, ``Errno/tooManyOpenFiles``.
    func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor

    /// Gives a socket its own address; port 0 chooses one.
    ///
    /// Needs ``Rights/accept``. WasmEdge: `sock_bind`. POSIX: `bind`.
    ///
    /// - Throws: At least ``Errno/addressInUse``, ``Errno/addressNotAvailable``, ``Errno/addressFamilyNotSupported`` for an
    ///   address of another family, ``Errno/invalidArgument`` if it has one already, ``Errno/permissionDenied``.
    func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno)

    /// Connects a socket; for datagrams, chooses the peer.
    ///
    /// Needs ``Rights/write`` or ``Rights/read``. WasmEdge: `sock_connect`. POSIX: `connect`.
    ///
    /// - Throws: At least ``Errno/nowInProgress`` for a socket that does not block: when it becomes writable,
    ///   ``SocketOption/error`` tells how it went; ``Errno/alreadyInProcess`` until then; ``Errno/connectionRefused``,
    ///   ``Errno/socketIsConnected`` if it is connected or listens, ``Errno/addressFamilyNotSupported`` for an address of
    ///   another family, ``Errno/timedOut``, ``Errno/networkUnreachable``, ``Errno/permissionDenied``, ``Errno/canceled`` when the
    ///   system was interrupted while it waited.
    func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno)

    /// Lets others connect. A socket without an address gets one.
    ///
    /// Needs ``Rights/accept``. WasmEdge: `sock_listen`. POSIX: `listen`.
    ///
    /// - Parameter backlog: How many connections wait to be accepted; a negative number or a large one means the most that the
    ///   host allows.
    /// - Throws: At least ``Errno/invalidArgument`` for a connected socket, ``Errno/notSupported`` for datagrams,
    ///   ``Errno/addressInUse``, ``Errno/permissionDenied``.
    func listen(_ fd: Descriptor, backlog: Int32) throws(Errno)

    /// Accepts a connection.
    ///
    /// Needs ``Rights/accept``. WASI: `sock_accept`. POSIX: `accept`.
    ///
    /// - Parameter flags: Of the new descriptor; only ``DescriptorFlags/nonBlocking`` is allowed.
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is none yet and the socket does not block,
    ///   ``Errno/invalidArgument`` for other flags or a socket that does not listen, ``Errno/notSupported`` for datagrams,
    ///   ``Errno/tooManyOpenFiles``, ``Errno/canceled`` when the system was interrupted while it waited.
    func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor

    /// Receives a message, or what a stream has.
    ///
    /// Needs ``Rights/read``. WASI: `sock_recv`. POSIX: `recvmsg`.
    ///
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is nothing yet and the socket does not block,
    ///   ``Errno/connectionReset``, ``Errno/socketNotConnected``, ``Errno/canceled`` when the system was interrupted.
    func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received

    /// Sends a message.
    ///
    /// Needs ``Rights/write``. WASI: `sock_send`. POSIX: `sendmsg`.
    ///
    /// - Returns: The number of bytes sent, which may be less than there are.
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is no room yet and the socket does not block,
    ///   ``Errno/brokenPipe``, ``Errno/connectionReset``, ``Errno/messageTooLong``, ``Errno/canceled`` when the system was
    ///   interrupted.
    func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int

    /// Shuts down one or both directions of a connection.
    ///
    /// Needs ``Rights/shutdown``. WASI: `sock_shutdown`. POSIX: `shutdown`.
    ///
    /// - Throws: At least ``Errno/invalidArgument`` for no direction, ``Errno/socketNotConnected``.
    func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno)

    /// Receives a message like ``receive(_:into:flags:)``, and tells who has sent it.
    ///
    /// Needs ``Rights/read``. WasmEdge: `sock_recv_from`. POSIX: `recvfrom`.
    func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage

    /// Sends a message to an address.
    ///
    /// Needs ``Rights/write``. WasmEdge: `sock_send_to`. POSIX: `sendto`.
    ///
    /// - Returns: The number of bytes sent.
    /// - Throws: As ``send(_:from:flags:)``, and at least ``Errno/socketIsConnected`` if the socket has a peer,
    ///   ``Errno/addressFamilyNotSupported`` for an address of another family, ``Errno/permissionDenied``.
    func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int

    /// Asks for an option.
    ///
    /// WasmEdge: `sock_getsockopt`. POSIX: `getsockopt`.
    ///
    /// - Throws: At least ``Errno/protocolNotAvailable`` for an option that the socket or the host does not have.
    func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue

    /// Sets an option.
    ///
    /// WasmEdge: `sock_setsockopt`. POSIX: `setsockopt`.
    ///
    /// - Throws: At least ``Errno/invalidArgument`` for a value of another kind or out of range, ``Errno/notSupported`` for an
    ///   option that can only be read, ``Errno/protocolNotAvailable`` as for ``option(_:of:)``.
    func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno)

    /// The socket's own address; one of the family's zero if it has none.
    ///
    /// WasmEdge: `sock_getlocaladdr`. POSIX: `getsockname`.
    func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress

    /// The peer's address.
    ///
    /// WasmEdge: `sock_getpeeraddr`. POSIX: `getpeername`.
    ///
    /// - Throws: At least ``Errno/socketNotConnected``.
    func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress

    /// Finds the addresses of a host and the port of a service.
    ///
    /// Addresses of version 4 come first. The call waits for the answer.
    ///
    /// WasmEdge: `sock_getaddrinfo`. POSIX: `getaddrinfo`.
    ///
    /// - Parameter limit: The most answers that are wanted; more than 0. A system may give fewer than there are.
    /// - Throws: At least ``Errno/unknownName``, ``Errno/noAddress``, ``Errno/lookUpFailedForNow``, ``Errno/lookUpFailed``,
    ///   ``Errno/unknownService``, ``Errno/badLookUpFlags``, ``Errno/familyNotLookedUp``, ``Errno/typeNotLookedUp``,
    ///   ``Errno/invalidArgument`` for neither a host nor a service, ``Errno/permissionDenied``, ``Errno/canceled`` when the
    ///   system was interrupted.
    func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo]
}
