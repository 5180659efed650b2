#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import WASICore

@testable import WASIUnix

/// A system with what `configure` grants.
func makeSystem(_ configure: (inout UnixConfiguration) -> Void = { _ in }) throws -> UnixSystem {
    var configuration = UnixConfiguration()
    configure(&configuration)
    return try UnixSystem(configuration)
}

/// A system whose descriptor 3 is a tree.
func makeSystem(in tree: TemporaryTree, _ access: DirectoryGrant.Access = .readWrite) throws -> UnixSystem {
    try makeSystem { $0.grants = [DirectoryGrant(host: tree.path, guest: "/", access: access)] }
}

extension UnixSystem {
    /// Opens a host file as one of the guest's, with no path call between.
    func adopt(
        _ path: String, _ flags: Int32 = O_RDWR | O_CREAT, rights: Rights? = nil, isReadOnly: Bool = false
    ) throws -> Descriptor {
        let descriptor = OwnedDescriptor(taking: openOnHost(path, flags | O_CLOEXEC))
        var file = try OpenFile(shared: descriptor.rawValue, flags: [])
        file.ownsDescription = true
        file.isReadOnly = isReadOnly
        if let rights { file.rights = rights }
        return try install(descriptor, file)
    }

    /// Writes a text.
    @discardableResult
    func write(_ fd: Descriptor, _ text: String) throws(Errno) -> Int {
        try writing(text) { buffers throws(Errno) in try self.write(fd, from: buffers) }
    }

    /// Reads at most `count` bytes as text.
    func readText(_ fd: Descriptor, _ count: Int = 4096) throws(Errno) -> String {
        let bytes = try reading([count]) { buffers throws(Errno) in try self.read(fd, into: &buffers) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The events of a poll.
    func events(_ subscriptions: [Subscription]) throws(Errno) -> [Event] {
        let storage = UnsafeMutableBufferPointer<Event>.allocate(capacity: max(subscriptions.count, 1))
        defer { storage.deallocate() }
        var events = OutputSpan(buffer: storage, initializedCount: 0)
        try poll(subscriptions.span, into: &events)
        let count = events.finalize(for: storage)
        return Array(storage.prefix(count))
    }

    /// All names in a directory, a limited number a call.
    func names(_ fd: Descriptor, atATime limit: Int = .max) throws(Errno) -> [String] {
        var names: [String] = []
        var cookie = DirectoryCookie.start
        while true {
            var seen = 0
            try readDirectory(fd, from: cookie) { entry throws(Errno) in
                // What does not fit is asked for again.
                if seen == limit { return false }
                seen += 1
                names.append(String(repairing: entry.name))
                cookie = entry.next
                return true
            }
            if seen < limit { return names.sorted() }
        }
    }
}

extension Descriptor {
    static func number(_ number: UInt32) -> Descriptor { Descriptor(rawValue: number) }
}

/// The time that `body` takes, in milliseconds.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = Syscall.monotonicTime()
    try body()
    return Double((Syscall.monotonicTime() - start).rawValue) / 1e6
}

// Inside the system, `open` is the method.
private func openOnHost(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o644) }
