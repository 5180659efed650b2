public import WASICore

extension UnixSystem: SystemInterface {}

// Every wait goes through the one waiter.
extension UnixSystem: SuspendableSystem {}
