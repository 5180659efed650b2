import WASICore
import WASIMemory
import WASIUnix

/// What ends the waiting of a system, whichever it is.
enum SystemInterrupter: Sendable {
    case unix(Interrupter)
    case memory(MemoryInterrupter)
    /// Of a system that is made of several, of which any may wait.
    case several([SystemInterrupter])

    /// Finds it; `nil` for a system of the caller's own.
    init?(_ system: any SystemInterface) {
        switch system {
        case let system as UnixSystem: self = .unix(system.interrupter)
        case let system as MemorySystem: self = .memory(system.interrupter)
        case let system as MountedSystem: self = .several(system.parts.compactMap { SystemInterrupter($0) })
        default:
            guard let next = system.next else { return nil }
            self.init(next)
        }
    }

    func interrupt() {
        switch self {
        case .unix(let interrupter): interrupter.interrupt()
        case .memory(let interrupter): interrupter.interrupt()
        case .several(let interrupters): for interrupter in interrupters { interrupter.interrupt() }
        }
    }
}
