package import WASICore

extension MemorySystem {
    /// The system in memory that has the standard streams and the waiting of a system that may be made of several; `nil` if none has.
    package static func main(of system: any SystemInterface) -> MemorySystem? {
        switch system {
        case let system as MemorySystem: system
        case let system as MountedSystem: main(of: system.main)
        default: system.next.flatMap(main)
        }
    }

    /// Has something else behind a number that is a standard stream's.
    package func replaceStream(_ fd: Descriptor, by pipe: MemoryPipe) {
        guard let file = table[fd], case .stream = file.resource else { return }
        table[fd]?.resource = .stream(.pipe(pipe))
        table[fd]?.type = .unknown
    }
}
