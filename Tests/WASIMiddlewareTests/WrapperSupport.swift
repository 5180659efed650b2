import TestSupport
import WASICore
import WASIUnix

/// The real system with a directory as `/`, which is descriptor 3.
func unixSystem(_ tree: TemporaryTree, as name: String = "/", network: NetworkPolicy = .none) throws -> UnixSystem {
    var configuration = UnixConfiguration()
    configuration.grants = [DirectoryGrant(host: tree.path, guest: name, access: .readWrite)]
    configuration.network = network
    return try UnixSystem(configuration)
}

extension Descriptor {
    static var root: Descriptor { Descriptor(rawValue: 3) }
}

/// Calls with plain values.
extension SystemInterface {
    func open(
        _ path: String, _ rights: Rights = [.read, .seek, .tell], options: OpenOptions = [],
        follow: LookupFlags = .followSymlinks, in directory: Descriptor = .root
    ) throws(Errno) -> Descriptor {
        try withGuestPath(path, in: directory) { (path) throws(Errno) in
            try open(path, follow: follow, options: options, rights: rights, inheriting: .all, flags: [])
        }
    }

    func create(_ path: String) throws(Errno) -> Descriptor {
        try open(path, [.read, .write, .seek, .setSize, .allocate, .attributes], options: [.create])
    }

    func attributes(at path: String, follow: LookupFlags = .followSymlinks) throws(Errno) -> FileAttributes {
        try withGuestPath(path, in: .root) { (path) throws(Errno) in try attributes(at: path, follow: follow) }
    }

    func createDirectory(at path: String) throws(Errno) {
        try withGuestPath(path, in: .root) { (path) throws(Errno) in try createDirectory(at: path) }
    }

    func unlink(_ path: String) throws(Errno) {
        try withGuestPath(path, in: .root) { (path) throws(Errno) in try unlinkFile(at: path) }
    }

    func rename(_ source: String, to target: String) throws(Errno) {
        try withGuestPath(source, in: .root) { (source) throws(Errno) in
            try withGuestPath(target, in: .root) { (target) throws(Errno) in try rename(source, to: target) }
        }
    }

    func link(_ source: String, to target: String) throws(Errno) {
        try withGuestPath(source, in: .root) { (source) throws(Errno) in
            try withGuestPath(target, in: .root) { (target) throws(Errno) in try link(source, follow: [], to: target) }
        }
    }

    func symlink(_ path: String, to target: String) throws(Errno) {
        let bytes = Array(target.utf8)
        try withGuestPath(path, in: .root) { (path) throws(Errno) in
            try createSymlink(to: bytes.span.bytes, at: path)
        }
    }

    func write(_ fd: Descriptor, _ text: String) throws(Errno) -> Int {
        try writing(text) { (buffers) throws(Errno) in try write(fd, from: buffers) }
    }

    func read(_ fd: Descriptor, _ count: Int) throws(Errno) -> String {
        let bytes = try reading([count]) { (buffers) throws(Errno) in try read(fd, into: &buffers) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func random(_ count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        try randomBytes(into: &raw)
        return bytes
    }

    func poll(_ kinds: Subscription.Kind...) throws(Errno) -> [UInt64] {
        let subscriptions = kinds.enumerated().map { Subscription(userData: UInt64($0.offset), kind: $0.element) }
        return try [Event](capacity: kinds.count) { (events: inout OutputSpan<Event>) throws(Errno) in
            try poll(subscriptions.span, into: &events)
        }.map(\.userData)
    }

    func time(_ clock: Clock = .monotonic) throws(Errno) -> UInt64 { try time(of: clock, precision: .zero).rawValue }

    /// The names in a directory.
    func names(_ fd: Descriptor = .root, from cookie: DirectoryCookie = .start) throws(Errno) -> [String] {
        var names: [String] = []
        try readDirectory(fd, from: cookie) { (entry) throws(Errno) in
            names.append(String(repairing: entry.name))
            return true
        }
        return names
    }
}
