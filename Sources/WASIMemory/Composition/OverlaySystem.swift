public import WASICore

/// A system whose files can be changed without changing anything: what is changed stays in memory.
///
/// ```swift
/// var host = UnixConfiguration()
/// host.grants = [DirectoryGrant(host: ".", guest: "/", access: .readOnly)]
/// let system = OverlaySystem(over: try UnixSystem(host))
/// ```
///
/// The guest sees the granted directories of the system below, and may do with them what a writable grant allows: write, create, link,
/// rename, remove. A file is copied into memory when its content is first changed; a name that is removed is hidden. Nothing but looking
/// is ever done to the directories below, so that they may be granted for reading only. Everything else (standard streams,
/// sockets, clocks) is the system's below.
///
/// What is in a directory below is taken note of when the guest first looks: a change that somebody else makes to it later may or may
/// not be seen. Files have numbers and a device of the overlay's own. Devices, FIFOs and sockets have names, but cannot be
/// opened by them; no local socket can get a name in an overlaid directory below a read-only grant.
///
/// **Memory.** What is changed counts against the limits as the files of a ``MemoryFileSystem`` do, and each name that was seen counts
/// as a file.
public final class OverlaySystem: ForwardingSystem {
    /// The system below and the changed files together.
    public let base: any SystemInterface
    private let lower: any SystemInterface
    private let upper: MemorySystem?
    /// The directories of the system below, in the order of the upper system's grants.
    private let directories: [Descriptor]

    /// The limits of an overlay unless others are given: those of ``MemoryLimits``, with a million names.
    public static var defaultLimits: MemoryLimits {
        var limits = MemoryLimits()
        limits.maximumNodes = 1_000_000
        return limits
    }

    /// Lays memory over the directories of a system.
    ///
    /// - Parameters:
    ///   - lower: The system below. Nobody else may use it any more.
    ///   - limits: How much may be changed.
    ///   - maximumOpenFiles: How many descriptors the guest may have open. A file that is read where it lies takes one below, too.
    ///   - maximumOpenDirectories: How many directories it may be listing.
    ///   - isReadOnly: Asked for each granted directory whether changes are refused. Default: for none.
    public init(
        over lower: any SystemInterface, limits: MemoryLimits = OverlaySystem.defaultLimits,
        maximumOpenFiles: Int = DefaultLimits.openFiles,
        maximumOpenDirectories: Int = DefaultLimits.openDirectories, isReadOnly: (Preopen) -> Bool = { _ in false }
    ) {
        self.lower = lower
        var configuration = MemoryConfiguration()
        configuration.files = MemoryFileSystem(limits: limits)
        configuration.maximumOpenFiles = .max
        configuration.maximumOpenDirectories = maximumOpenDirectories
        var entries: [MountedSystem.Entry] = []
        var handles: [NodeHandle] = []
        var directories: [Descriptor] = []
        for fd in lower.openDescriptors {
            if let preopen = try? lower.preopen(fd), let node = configuration.files.addOverlaid(fd, of: lower) {
                let access = isReadOnly(preopen) ? MemoryGrant.Access.readOnly : .readWrite
                configuration.grants.append(
                    MemoryGrant("/", as: String(decoding: preopen.name, as: UTF8.self), access: access))
                // Behind the upper system's standard streams.
                let number = Descriptor(rawValue: UInt32(truncatingIfNeeded: 3 + handles.count))
                handles.append(NodeHandle(configuration.files, node))
                directories.append(fd)
                entries.append(MountedSystem.Entry(part: 1, descriptor: number))
            } else {
                entries.append(MountedSystem.Entry(part: 0, descriptor: fd))
            }
        }
        self.directories = directories
        // It has room for any number of descriptors.
        upper = try? MemorySystem(configuration, grants: handles)
        upper?.lower = LowerTree(lower)
        base = MountedSystem([lower] + (upper.map { [$0] } ?? []), entries, maximumOpenFiles: maximumOpenFiles)
    }

    // MARK: - Refusals

    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        do throws(Errno) {
            return try base.open(
                path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
        } catch {
            tell(error, path)
            throw error
        }
    }

    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        do throws(Errno) {
            return try base.attributes(at: path, follow: follow)
        } catch {
            tell(error, path)
            throw error
        }
    }

    /// Shows the system below a path that leads out of what was granted, so that it can take note of it as of its own refusals.
    private func tell(_ error: Errno, _ path: borrowing GuestPath) {
        guard error == .notPermitted, let entry = (base as? MountedSystem)?.table[path.directory], entry.part == 1,
            let grant = upper?.table[entry.descriptor]?.grant, directories.indices.contains(grant)
        else { return }
        _ = try? lower.attributes(at: GuestPath(path.bytes, in: directories[grant]), follow: [])
    }
}

extension MemoryFileSystem {
    /// Adds a directory that lies in another system, and holds it open.
    fileprivate func addOverlaid(_ fd: Descriptor, of lower: any SystemInterface) -> NodeID? {
        let attributes = try? lower.attributes(of: fd)
        return try? perform { (store) throws(Errno) in
            let time = attributes?.modificationTime ?? HostMachine.realTime
            var node = Node(.directory, at: time)
            node.directory = Directory(parent: store.root)
            node.directory?.isComplete = false
            node.below = LowerPlace(directory: fd, path: [dot])
            let name = Array("\(fd)".utf8)
            try store.checkRoom(for: name)
            let id = store.add(node, name, to: store.root, at: time)
            store.retain(id)
            return id
        }
    }
}
