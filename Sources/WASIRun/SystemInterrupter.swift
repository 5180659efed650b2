import WASICore
import WASIMemory
import WASIUnix

/// What ends the waiting of a system, whichever it is.
enum SystemInterrupter: Sendable {
    case unix(Interrupter)
    case memory(MemoryInterrupter)

    /// Finds it; `nil` for a system of the caller's own.
    init?(_ system: any SystemInterface) {
        switch system {
        case let system as UnixSystem: self = .unix(system.interrupter)
        case let system as MemorySystem: self = .memory(system.interrupter)
        case let system as MountedSystem: self.init(system.main)
        case let system as any ForwardingSystem: self.init(system.base)
        case let system as any InterceptingSystem: self.init(system.base)
        default: return nil
        }
    }

    func interrupt() {
        switch self {
        case .unix(let interrupter): interrupter.interrupt()
        case .memory(let interrupter): interrupter.interrupt()
        }
    }

    /// For a signal handler; `nil` where it can do nothing.
    var signalDescriptor: Int32? {
        if case .unix(let interrupter) = self { interrupter.signalDescriptor } else { nil }
    }
}
