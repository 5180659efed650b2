public import WASICore

/// A system whose paths are used only as a policy allows.
///
/// **What is decided on** is where a path leads: `.` and `..` are taken out, and symbolic links are followed by asking the system
/// where each leads, component by component, as the call itself will follow them. What leads out of its directory fails with
/// ``WASICore/Errno/notPermitted``. A link itself, where a call does not follow it, is decided on by its own path.
///
/// **What it guarantees**: a guest cannot come by what is refused by writing a path differently, by symbolic links of its own or
/// others' making, by directories that it opens, renames or moves, or by links and names that it makes:
///
/// - Renaming needs reading, writing and deleting at the source and creating, writing and deleting at the target; a hard link needs
///   reading and writing at the source. So nothing gets a name under which more is allowed.
/// - A directory is not renamed if some rule is for something that may be below it, here or there.
/// - A file that is opened without leave to write can be neither cut nor have its times set through its descriptor.
/// - Below a directory's descriptor without ``WASICore/Rights/readLink``, whose links cannot be seen, nothing is reached.
/// - Without leave to create, an existing file can still be opened with ``WASICore/OpenOptions/create``.
///
/// **What it cannot guarantee**: it stands in front of the sandbox and does not replace it. Somebody else who changes the same
/// directories in the moment between the decision and the call can change where a path leads (the guest itself makes one call at a
/// time and cannot). Hard links that were there before are names like others. A directory that is granted under two names has two paths
/// to everything in it, and needs rules for both. Listings show the names of what is refused.
///
/// A call with a path of n components costs n further calls. A policy that refuses nothing costs nothing.
public final class PolicedPaths: ForwardingSystem {
    /// Where calls go that are allowed.
    public let base: any SystemInterface
    /// What is allowed.
    public let policy: PathPolicy

    private let onRefusal: ((PathPolicy.Operations, String) -> Void)?
    /// What directories are called: those that were there at the beginning, and those that were opened, as what they were resolved to.
    @safe @exclusivity(unchecked) private var places: [Descriptor: [[UInt8]]] = [:]
    @safe @exclusivity(unchecked) private var preopens: [Descriptor] = []

    /// Puts a policy in front of a system, having asked it for its granted directories.
    ///
    /// - Parameter onRefusal: Told of what is refused, with the path that was decided on, on the thread that runs the guest. Default:
    ///   nobody.
    public init(
        _ base: any SystemInterface, policy: PathPolicy, onRefusal: ((PathPolicy.Operations, String) -> Void)? = nil
    ) {
        self.base = base
        self.policy = policy
        self.onRefusal = onRefusal
        guard !policy.allowsEverything else { return }
        // The numbers behind the standard streams are given out without a gap.
        for number in 3..<UInt32(1 << 16) {
            let descriptor = Descriptor(rawValue: number)
            guard (try? base.status(of: descriptor)) != nil else { return }
            guard let preopen = try? base.preopen(descriptor) else { continue }
            places[descriptor] = PathPattern.parts(of: preopen.name)
            preopens.append(descriptor)
        }
    }

    // MARK: Paths

    public func createDirectory(at path: borrowing GuestPath) throws(Errno) {
        if !policy.allowsEverything { try check(.create, try resolve(path, follows: false)) }
        try base.createDirectory(at: path)
    }

    public func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        if !policy.allowsEverything { try check(.read, try resolve(path, follows: follow.contains(.followSymlinks))) }
        return try base.attributes(at: path, follow: follow)
    }

    public func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        if !policy.allowsEverything { try check(.write, try resolve(path, follows: follow.contains(.followSymlinks))) }
        try base.setTimes(times, at: path, follow: follow)
    }

    public func link(
        _ source: borrowing GuestPath, follow: LookupFlags, to target: borrowing GuestPath
    ) throws(Errno) {
        if !policy.allowsEverything {
            let origin = try resolve(source, follows: follow.contains(.followSymlinks))
            try check(.read, origin)
            try check(.write, origin)
            try check(.create, try resolve(target, follows: false))
        }
        try base.link(source, follow: follow, to: target)
    }

    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        if policy.allowsEverything {
            return try base.open(
                path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
        }
        let place = try resolve(path, follows: follow.contains(.followSymlinks))
        var rights = rights, options = options
        let writes = rights.contains(.write) || options.contains(.truncate)
        if writes { try check(.write, place) }
        if rights.contains(.read) || rights.contains(.readDirectory) || !writes { try check(.read, place) }
        // Libraries ask for these whether or not they need them.
        if !policy.allows(.write, place) { rights.subtract([.allocate, .setSize, .setTimes]) }
        let mayNotCreate = options.contains(.create) && !policy.allows(.create, place)
        if mayNotCreate {
            if options.contains(.exclusive) { try check(.create, place) }
            options.remove(.create)
        }
        do throws(Errno) {
            let descriptor = try base.open(
                path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
            places[descriptor] = place
            return descriptor
        } catch {
            if mayNotCreate, error == .noSuchFileOrDirectory { try check(.create, place) }
            throw error
        }
    }

    public func readLink(at path: borrowing GuestPath, into buffer: inout MutableRawSpan) throws(Errno) -> Int {
        if !policy.allowsEverything { try check(.read, try resolve(path, follows: false)) }
        return try base.readLink(at: path, into: &buffer)
    }

    public func removeDirectory(at path: borrowing GuestPath) throws(Errno) {
        if !policy.allowsEverything { try check(.delete, try resolve(path, follows: false)) }
        try base.removeDirectory(at: path)
    }

    public func rename(_ source: borrowing GuestPath, to target: borrowing GuestPath) throws(Errno) {
        if policy.allowsEverything { return try base.rename(source, to: target) }
        let origin = try resolve(source, follows: false), destination = try resolve(target, follows: false)
        for operation in [PathPolicy.Operations.read, .write, .delete] { try check(operation, origin) }
        for operation in [PathPolicy.Operations.create, .write, .delete] { try check(operation, destination) }
        if policy.distinguishes(below: origin) || policy.distinguishes(below: destination) {
            // What is there is asked for before; what it cannot tell is taken for a directory.
            let attributes = try? base.attributes(at: source, follow: [])
            if attributes == nil || attributes?.type == .directory { throw refusal(.delete, origin) }
        }
        try base.rename(source, to: target)
        for (descriptor, place) in places where place.starts(with: origin) {
            places[descriptor] = destination + place.dropFirst(origin.count)
        }
    }

    public func createSymlink(to target: RawSpan, at path: borrowing GuestPath) throws(Errno) {
        if !policy.allowsEverything { try check(.create, try resolve(path, follows: false)) }
        try base.createSymlink(to: target, at: path)
    }

    public func unlinkFile(at path: borrowing GuestPath) throws(Errno) {
        if !policy.allowsEverything { try check(.delete, try resolve(path, follows: false)) }
        try base.unlinkFile(at: path)
    }

    // MARK: Descriptors

    public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        if let place = places[fd] { try check(.read, place) }
        try base.readDirectory(fd, from: cookie, visit)
    }

    public func close(_ fd: Descriptor) throws(Errno) {
        do throws(Errno) {
            try base.close(fd)
        } catch {
            if error != .badFileDescriptor { places[fd] = nil }
            throw error
        }
        if !places.isEmpty { places[fd] = nil }
    }

    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target, !places.isEmpty else { return }
        places[target] = places.removeValue(forKey: fd)
    }

    // MARK: Local sockets

    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        try check(.create, fd, address)
        try base.bind(fd, to: address)
    }

    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        try check(.write, fd, address)
        try base.connect(fd, to: address)
    }

    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        try check(.write, fd, address)
        return try base.send(fd, from: buffers, flags: flags, to: address)
    }

    private func check(
        _ operation: PathPolicy.Operations, _ fd: Descriptor, _ address: SocketAddress
    ) throws(Errno) {
        guard !policy.allowsEverything, case .unix(.path(let text)) = address else { return }
        // The system says that the address is not for this socket.
        guard try base.localAddress(of: fd).family == .unix else { return }
        // As systems choose: a slash in front does not count, and the longest name wins.
        let parts = PathPattern.parts(of: Array(text.utf8)).drop(while: \.isEmpty)
        let candidates = preopens.compactMap { descriptor in
            places[descriptor].map { (descriptor, name: $0.drop(while: \.isEmpty)) }
        }
        let chosen = candidates.filter { parts.starts(with: $0.name) }.max { $0.name.count < $1.name.count }
        guard let (directory, name) = chosen else { throw refusal(operation, Array(parts)) }
        let rest = Array(parts.dropFirst(name.count).joined(separator: [0x2f]))
        guard !rest.isEmpty else { throw refusal(operation, Array(parts)) }
        let leadsTo = try withPath(rest, in: directory) { (path) throws(Errno) in
            try resolve(path, follows: operation != .create)
        }
        try check(operation, leadsTo)
    }

    // MARK: Decisions

    private func check(_ operation: PathPolicy.Operations, _ place: [[UInt8]]) throws(Errno) {
        if !policy.allows(operation, place) { throw refusal(operation, place) }
    }

    private func refusal(_ operation: PathPolicy.Operations, _ place: [[UInt8]]) -> Errno {
        let text = place == [[]] ? "/" : String(decoding: Array(place.joined(separator: [0x2f])), as: UTF8.self)
        onRefusal?(operation, text)
        return policy.answer
    }

    /// Where a path leads in the guest's eyes.
    private func resolve(_ path: borrowing GuestPath, follows: Bool) throws(Errno) -> [[UInt8]] {
        guard let start = places[path.directory] else {
            let status = try base.status(of: path.directory)
            // A directory that nobody knows the name of.
            throw status.type == .directory ? policy.answer : .notDirectory
        }
        return start + (try PathWalk(base, path.directory).end(of: path.bytes, follows: follows))
    }
}
