public import WASICore

/// One system made of several: the directories of all, and everything else of the first.
///
/// ```swift
/// // `/` in memory, and `/data` of the host, for reading only.
/// let memory = try MemorySystem(configuration)
/// var host = UnixConfiguration()
/// host.grants = [DirectoryGrant(host: "/srv/data", guest: "/data", access: .readOnly)]
/// let system = MountedSystem(memory, mounting: [try UnixSystem(host)])
/// ```
///
/// The main system has the standard streams, the sockets, the clocks, randomness, the arguments and the environment. Of the others
/// only the granted directories are taken. Programs choose among granted directories by the longest name that a path begins with, and of
/// equal ones take the last, so that a directory of a mounted system hides what the main one has under the same name. A mounted
/// directory is none of the entries of another one, and `..` does not lead from one to the other.
///
/// Links and moves from one system to another fail with ``WASICore/Errno/improperLink``. Local sockets have names in directories of the main
/// system only.
///
/// **Waiting.** A poll that concerns the main system only is the main system's own. Files of the others are always ready, so that it
/// takes no waiting to ask for them. If a poll asks for something else of theirs (a FIFO of the host, for instance), the
/// main system waits for at most 16 ms at a time, and the others are asked in between: it is noticed that much later.
/// Whoever interrupts waiting has to interrupt every system, for each does its own.
///
/// **Threads.** As of the systems that it is made of, which nobody else may use any more.
public final class MountedSystem: SystemInterface {
    /// What is behind a descriptor.
    struct Entry {
        /// An index into ``parts``.
        let part: Int
        let descriptor: Descriptor
    }

    /// The main system first.
    package let parts: [any SystemInterface]
    var table: DescriptorTable<Entry>

    /// The system that everything goes to but what concerns directories of the others.
    package var main: any SystemInterface { parts[0] }

    /// Puts systems together.
    ///
    /// Descriptors of the main system that are no directories keep their order: the standard streams come first, then the directories
    /// of the main system, those of the others in their order, and what the main system has behind its directories.
    ///
    /// - Parameters:
    ///   - main: The system that everything goes to but what concerns directories of the others.
    ///   - mounted: The systems whose directories are added.
    ///   - maximumOpenFiles: How many descriptors may be open. The systems have limits of their own, which count too. What the systems
    ///     have open at the start is open in any case.
    public convenience init(
        _ main: any SystemInterface, mounting mounted: [any SystemInterface], maximumOpenFiles: Int = DefaultLimits.openFiles
    ) {
        var streams: [Entry] = []
        var directories: [Entry] = []
        var others: [Entry] = []
        for fd in main.openDescriptors {
            let entry = Entry(part: 0, descriptor: fd)
            if (try? main.preopen(fd)) != nil {
                directories.append(entry)
            } else if directories.isEmpty, fd.rawValue < 3 {
                streams.append(entry)
            } else {
                others.append(entry)
            }
        }
        for (index, system) in mounted.enumerated() {
            for fd in system.openDescriptors where (try? system.preopen(fd)) != nil {
                directories.append(Entry(part: index + 1, descriptor: fd))
            }
        }
        self.init([main] + mounted, streams + directories + others, maximumOpenFiles: maximumOpenFiles)
    }

    /// - Parameter entries: What is open at first, in order.
    init(_ parts: [any SystemInterface], _ entries: [Entry], maximumOpenFiles: Int) {
        self.parts = parts
        table = DescriptorTable(maximum: max(maximumOpenFiles, entries.count))
        for entry in entries { _ = try? table.insert(entry) }
        // Who is only asked for files never waits, and time need not wait for him.
        for part in parts.dropFirst() { (part as? MemorySystem)?.leaveClock() }
    }

    /// What is behind a number.
    func entry(_ fd: Descriptor) throws(Errno) -> Entry {
        guard let entry = table[fd] else { throw .badFileDescriptor }
        return entry
    }

    /// The system behind a number, and its own number.
    func target(_ fd: Descriptor) throws(Errno) -> (system: any SystemInterface, fd: Descriptor) {
        let entry = try entry(fd)
        return (parts[entry.part], entry.descriptor)
    }
}

extension SystemInterface {
    /// The descriptors that are open at the start.
    var openDescriptors: [Descriptor] {
        var list: [Descriptor] = []
        while true {
            let fd = Descriptor(rawValue: UInt32(truncatingIfNeeded: list.count))
            guard (try? status(of: fd)) != nil else { return list }
            list.append(fd)
        }
    }
}
