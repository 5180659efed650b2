extension SystemInterface {
    /// The system that can leave its waiting to others: this one, or what it passes its calls on to; `nil` if neither can.
    package var suspendable: (any SuspendableSystem)? {
        switch self {
        case let system as any SuspendableSystem: system
        case let system as any ForwardingSystem: system.base.suspendable
        default: nil
        }
    }
}
