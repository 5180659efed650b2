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

    /// Which call it is of those that a rule is for, counted from 1.
    public var number: UInt64
    /// Which of the interface's calls it is.
    public var call: SystemCallName
    /// The descriptor that the call is about, if it is about one.
    public var descriptor: Descriptor?
    /// What has happened to it.
    public var effect: Effect

    /// Describes a fault.
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
