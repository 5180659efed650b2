#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

// Local names. A path of the guest is resolved beneath a granted directory like every other; the host is then handed a name
// that leads through the number of what was found, so that nothing that is moved or swapped meanwhile leads elsewhere.
extension UnixSystem {
    /// Where connecting or sending to an address leads.
    ///
    /// - Throws: At least ``WASICore/Errno/permissionDenied`` for a path outside the granted directories.
    func destination(_ address: SocketAddress) throws(Errno) -> HostDestination {
        guard case .unix(let name) = address else {
            guard let host = HostAddress(internet: address) else { throw .addressFamilyNotSupported }
            return HostDestination(host)
        }
        switch name {
        case .unnamed: throw .invalidArgument
        case .abstract(let name): return HostDestination(try HostAddress(abstractName: name))
        case .path(let path): return try socket(at: path, .connect(address))
        }
    }

    /// A name for a socket that is to be bound, and the host's form of it; the name may exist already.
    ///
    /// - Throws: At least ``WASICore/Errno/permissionDenied`` for a path outside the granted directories,
    ///   ``WASICore/Errno/readOnlyFileSystem``.
    func newName(_ name: UnixSocketName) throws(Errno) -> HostDestination {
        switch name {
        case .unnamed: throw .invalidArgument
        case .abstract(let name): return HostDestination(try HostAddress(abstractName: name))
        case .path(let path): return try newSocket(at: path, .listen(.unix(name)))
        }
    }

    /// The guest's name of one that the host has told: a path of the host is shown only as far as the guest's directories hold
    /// it.
    func guestName(ofHost name: [UInt8]) -> UnixSocketName {
        guard let first = name.first else { return .unnamed }
        if first == 0 { return .abstract(String(decoding: name.dropFirst(), as: UTF8.self)) }
        return socketMemories.guestName(ofHost: name) ?? pathInGrants(name) ?? .unnamed
    }

    /// The directory that holds a path, and the rest of the path.
    private func grantedDirectory(
        of path: String, _ attempt: NetworkRefusal.Attempt
    ) throws(Errno) -> (descriptor: Descriptor, rest: [UInt8]) {
        var search = try LocalNameSearch<Descriptor>(of: path)
        table.visitPreopens { descriptor, file in search.visit(descriptor, named: grants[Int(file.grant)].guestName) }
        guard let (descriptor, rest) = search.result else {
            noteNetworkRefusal(attempt, .noDirectory)
            throw .permissionDenied
        }
        return (descriptor, rest.isEmpty ? [UInt8(ascii: ".")] : rest)
    }

    /// Resolves a path.
    private func open(
        _ text: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32, _ attempt: NetworkRefusal.Attempt
    ) throws(Errno) -> OwnedDescriptor {
        do throws(ResolutionFailure) {
            return unsafe try paths.resolver.open(text, beneath: directory, flags)
        } catch {
            guard error == .outside else { throw error.errno }
            noteNetworkRefusal(attempt, .noDirectory)
            throw .permissionDenied
        }
    }

    /// The directory of a path that does not exist yet, and the name.
    private func parent(
        of checked: CheckedPath, in directory: Int32, _ attempt: NetworkRefusal.Attempt
    ) throws(Errno) -> ParentDirectory {
        guard checked.last == .name else { throw .addressInUse }
        if checked.hasTrailingSlash { throw .noSuchFileOrDirectory }
        let text = unsafe checked.split()
        let name = unsafe Array(UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:)))
        guard checked.hasParent else { return ParentDirectory(try Syscall.duplicate(directory), name) }
        return ParentDirectory(
            unsafe try open(checked.text, beneath: directory, Syscall.locating | O_DIRECTORY, attempt), name)
    }

    #if os(Linux)
        /// The socket that a path leads to: located, and then addressed through its number. The kernel asks as for the path
        /// itself whether it may be connected to.
        private func socket(at path: String, _ attempt: NetworkRefusal.Attempt) throws(Errno) -> HostDestination {
            let (descriptor, rest) = try grantedDirectory(of: path, attempt)
            let guestPath = GuestPath(unsafe rest.span.bytes, in: descriptor)
            let directory = try directory(of: guestPath, .open, changes: false)
            let checked = try check(guestPath, in: paths.first)
            let located = unsafe try open(checked.text, beneath: directory.host, Syscall.locating, attempt)
            let address = try HostAddress(localName: Array("/proc/self/fd/\(located.rawValue)".utf8))
            return HostDestination(address, through: located)
        }

        private func newSocket(at path: String, _ attempt: NetworkRefusal.Attempt) throws(Errno) -> HostDestination {
            let (descriptor, rest) = try grantedDirectory(of: path, attempt)
            let guestPath = GuestPath(unsafe rest.span.bytes, in: descriptor)
            let directory = try directory(of: guestPath, .createFile, changes: true)
            let parent = try parent(of: try check(guestPath, in: paths.first), in: directory.host, attempt)
            let host = Array("/proc/self/fd/\(parent.number)/".utf8) + parent.name
            return HostDestination(try HostAddress(localName: host), through: parent.take())
        }
    #else
        /// The socket that a path leads to. There is no way to address it but by its name in its directory: a name that is a
        /// symbolic link is refused, and whoever can rename in the directory can still swap it.
        ///
        /// Written after the documentation; there was no such host to try it on.
        private func socket(at path: String, _ attempt: NetworkRefusal.Attempt) throws(Errno) -> HostDestination {
            let (descriptor, rest) = try grantedDirectory(of: path, attempt)
            let guestPath = GuestPath(unsafe rest.span.bytes, in: descriptor)
            let directory = try directory(of: guestPath, .open, changes: false)
            let parent = try parent(of: try check(guestPath, in: paths.first), in: directory.host, attempt)
            let number = parent.number
            let status = unsafe try (parent.name + [0]).withUnsafeBytes { bytes throws(Errno) in
                guard let text = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { throw .noSuchFileOrDirectory }
                return unsafe try Syscall.status(text, in: number)
            }
            guard status.st_mode & S_IFMT != S_IFLNK else { throw .tooManySymbolicLinkLevels }
            guard status.st_mode & S_IFMT == S_IFSOCK else { throw .connectionRefused }
            return HostDestination(try HostAddress(localName: parent.name), through: parent.take())
        }

        private func newSocket(at path: String, _ attempt: NetworkRefusal.Attempt) throws(Errno) -> HostDestination {
            let (descriptor, rest) = try grantedDirectory(of: path, attempt)
            let guestPath = GuestPath(unsafe rest.span.bytes, in: descriptor)
            let directory = try directory(of: guestPath, .createFile, changes: true)
            let parent = try parent(of: try check(guestPath, in: paths.first), in: directory.host, attempt)
            return HostDestination(try HostAddress(localName: parent.name), through: parent.take())
        }
    #endif

    /// The guest's path of one of the host that lies below a granted directory, by its text; the longest such directory wins.
    private func pathInGrants(_ path: [UInt8]) -> UnixSocketName? {
        guard path.first == slash, !path.split(separator: slash).contains([dot, dot]) else { return nil }
        var found: (length: Int, name: String)?
        table.visitPreopens { _, file in
            guard var host = Syscall.path(of: file.host) else { return }
            if host.last != slash { host.append(slash) }
            guard path.starts(with: host), host.count > found?.length ?? 0 else { return }
            let rest = String(decoding: path.dropFirst(host.count), as: UTF8.self)
            let guest = grants[Int(file.grant)].guestName
            found = (host.count, guest.hasSuffix("/") ? guest + rest : "\(guest)/\(rest)")
        }
        return (found?.name).map(UnixSocketName.path)
    }
}

/// The directory of a new name.
private struct ParentDirectory: ~Copyable {
    private let descriptor: OwnedDescriptor
    let name: [UInt8]

    init(_ descriptor: consuming OwnedDescriptor, _ name: [UInt8]) {
        self.descriptor = descriptor
        self.name = name
    }

    var number: Int32 { descriptor.rawValue }

    consuming func take() -> OwnedDescriptor { descriptor }
}

private var slash: UInt8 { UInt8(ascii: "/") }
private var dot: UInt8 { UInt8(ascii: ".") }

extension HostAddress {
    /// A name outside the file system.
    fileprivate init(abstractName name: String) throws(Errno) {
        #if os(Linux)
            guard !name.isEmpty else { throw .invalidArgument }
            try self.init(localName: [0] + Array(name.utf8))
        #else
            throw .addressNotAvailable
        #endif
    }
}
