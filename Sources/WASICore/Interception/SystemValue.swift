/// What a call has returned, as an ``Interceptor`` sees it and can replace it. Errors are thrown.
@frozen
public enum SystemValue: Hashable, Sendable {
    /// Nothing.
    case none
    /// The bytes that were moved, the entries that were shown, or the events that were reported.
    case count(Int)
    /// A position in a file.
    case size(FileSize)
    /// What a clock shows, or its resolution.
    case time(Timestamp)
    /// The descriptor that was opened.
    case descriptor(Descriptor)
    /// What a descriptor is.
    case status(DescriptorStatus)
    /// The attributes of a file.
    case attributes(FileAttributes)
    /// What is known of a preopened directory.
    case preopen(Preopen)
    /// What a raised signal does to the guest.
    case action(SignalAction)
    /// What was received of a stream.
    case received(Received)
    /// What was received, and from whom.
    case message(ReceivedMessage)
    /// The value of a socket's option.
    case option(SocketOptionValue)
    /// A socket's own address, or its peer's.
    case address(SocketAddress)
    /// What a look-up has found.
    case addresses([AddressInfo])
    /// The program's arguments, its name first.
    case arguments([String])
    /// The environment, in order.
    case environment([EnvironmentVariable])
}
