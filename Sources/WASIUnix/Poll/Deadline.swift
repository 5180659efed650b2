import WASICore

/// When waiting ends without an event, on the host's monotonic clock.
enum Deadline {
    /// It does not.
    case never
    /// At a time of ``Syscall/monotonicTime()``.
    case at(Timestamp)

    /// The time that is left, or `nil` for ever.
    var remaining: Timestamp? {
        switch self {
        case .never: nil
        case .at(let time): time == .zero ? .zero : time - Syscall.monotonicTime()
        }
    }
}
