/// Calls on sockets that preview 1 has.
///
/// Each throws at least ``Errno/badFileDescriptor``, ``Errno/notSocket`` and, without the right that it needs,
/// ``Errno/notCapable``; these are left out below.
public protocol SocketCalls: AnyObject {
    /// Accepts a connection.
    ///
    /// Needs ``Rights/accept``. WASI: `sock_accept`. POSIX: `accept`.
    ///
    /// - Parameter flags: Of the new descriptor; only ``DescriptorFlags/nonBlocking`` is allowed.
    /// - Throws: At least ``Errno/resourceTemporarilyUnavailable`` if there is none yet and the socket does not block,
    ///   ``Errno/invalidArgument`` for other flags or a socket that does not listen, ``Errno/tooManyOpenFiles``,
    ///   ``Errno/canceled`` when the system was interrupted while it waited.
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
}
