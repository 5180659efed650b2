public import WASICore

/// A fault that ``Chaos`` has made.
public struct ChaosFault: Hashable, Sendable, CustomStringConvertible {
    /// What has happened.
    public enum Effect: Hashable, Sendable {
        /// The call has failed.
        case failed(Errno)
        /// The call may move so many bytes at most.
        case shortened(Int)
        /// The call is made so much later.
        case delayed(Timestamp)
        /// The connection is gone.
        case dropped
        /// The message is not sent, and the guest is told that it was.
        case lost
    }

    /// Which call of the guest it is, counted from 1.
    public var number: UInt64
    public var call: SystemCallName
    /// The descriptor that the call is about, if it is about one.
    public var descriptor: Descriptor?
    public var effect: Effect

    public init(number: UInt64, call: SystemCallName, descriptor: Descriptor?, effect: Effect) {
        self.number = number
        self.call = call
        self.descriptor = descriptor
        self.effect = effect
    }

    /// `#17 fd_write(4): ENOSPC`.
    public var description: String {
        let effect =
            switch effect {
            case .failed(let error): error.name
            case .shortened(let count): "at most \(count) byte\(count == 1 ? "" : "s")"
            case .delayed(let span): "\(span.rawValue / 1000) µs late"
            case .dropped: "the connection is dropped"
            case .lost: "the message is lost"
            }
        return "#\(number) \(call)(\(descriptor?.description ?? "")): \(effect)"
    }
}
