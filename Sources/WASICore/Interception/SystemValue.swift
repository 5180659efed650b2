/// What a call has returned, as an ``Interceptor`` sees it and can replace it. Errors are thrown.
@frozen
public enum SystemValue: Hashable, Sendable {
    /// Nothing.
    case none
    /// The bytes that were moved, the entries that were shown, or the events that were reported.
    case count(Int)
    /// A position in a file.
    case size(FileSize)
    case time(Timestamp)
    case descriptor(Descriptor)
    case status(DescriptorStatus)
    case attributes(FileAttributes)
    case preopen(Preopen)
    case action(SignalAction)
    case received(Received)
    case message(ReceivedMessage)
    case option(SocketOptionValue)
    case address(SocketAddress)
    case addresses([AddressInfo])
    case arguments([String])
    case environment([EnvironmentVariable])
}
