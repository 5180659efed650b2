extension SystemInterface {
    /// What the system passes its calls on to, if it is one that does.
    package var next: (any SystemInterface)? {
        switch self {
        case let system as any ForwardingSystem: system.base
        case let system as any InterceptingSystem: system.base
        default: nil
        }
    }

    /// The system that can leave its waiting to others: this one, or what it passes its calls on to; `nil` if neither can.
    package var suspendable: (any SuspendableSystem)? { self as? any SuspendableSystem ?? next?.suspendable }
}
