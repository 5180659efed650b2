import WASICore

/// A system of whose files nothing is told that another run would not see.
final class DeterministicFiles: ForwardingSystem {
    /// How many files are told apart. Numbers of those behind them follow from the host's.
    private static let limit = 1 << 20

    private struct File: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// What is told of a file.
    private struct Facts {
        var number: UInt64
        var accessTime: Timestamp
        var modificationTime: Timestamp
    }

    let base: any SystemInterface
    private let time: Timestamp
    // Calls do not overlap.
    @safe @exclusivity(unchecked) private var files: [File: Facts] = [:]
    @safe @exclusivity(unchecked) private var devices: [UInt64: UInt64] = [:]
    @safe @exclusivity(unchecked) private var listings: [Descriptor: [SortedEntry]] = [:]

    /// - Parameter time: What files have as their times.
    init(_ base: any SystemInterface, time: Timestamp) {
        self.base = base
        self.time = time
    }

    // MARK: Attributes

    func attributes(of fd: Descriptor) throws(Errno) -> FileAttributes { told(try base.attributes(of: fd)) }

    func attributes(at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) -> FileAttributes {
        told(try base.attributes(at: path, follow: follow))
    }

    func setTimes(_ times: FileTimes, of fd: Descriptor) throws(Errno) {
        try base.setTimes(times, of: fd)
        if let attributes = try? base.attributes(of: fd) { note(times, attributes) }
    }

    func setTimes(_ times: FileTimes, at path: borrowing GuestPath, follow: LookupFlags) throws(Errno) {
        try base.setTimes(times, at: path, follow: follow)
        if let attributes = try? base.attributes(at: path, follow: follow) { note(times, attributes) }
    }

    private func told(_ attributes: FileAttributes) -> FileAttributes {
        let facts = facts(File(device: attributes.device, inode: attributes.inode))
        var attributes = attributes
        attributes.device = number(ofDevice: attributes.device)
        attributes.inode = facts.number
        attributes.accessTime = facts.accessTime
        attributes.modificationTime = facts.modificationTime
        attributes.statusChangeTime = time
        if attributes.type == .directory {
            attributes.size = 0
            attributes.linkCount = 1
        }
        return attributes
    }

    private func number(ofDevice device: UInt64) -> UInt64 {
        if let number = devices[device] { return number }
        let number = UInt64(devices.count) + 1
        if devices.count < Self.limit { devices[device] = number }
        return number
    }

    private func facts(_ file: File) -> Facts {
        if let facts = files[file] { return facts }
        guard files.count < Self.limit else {
            var mixed = SplitMix64(seed: file.device, place: file.inode)
            return Facts(number: mixed.next(), accessTime: time, modificationTime: time)
        }
        let facts = Facts(number: UInt64(files.count) + 1, accessTime: time, modificationTime: time)
        files[file] = facts
        return facts
    }

    private func note(_ times: FileTimes, _ attributes: FileAttributes) {
        let file = File(device: attributes.device, inode: attributes.inode)
        var facts = facts(file)
        facts.accessTime = time(times.access, facts.accessTime)
        facts.modificationTime = time(times.modification, facts.modificationTime)
        if files[file] != nil { files[file] = facts }
    }

    private func time(_ update: TimeUpdate, _ present: Timestamp) -> Timestamp {
        switch update {
        case .keep: present
        case .now: time
        case .at(let time): time
        }
    }

    // MARK: Listings

    func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        if cookie == .start || listings[fd] == nil {
            listings[fd] = nil
            listings[fd] = try list(fd)
        } else {
            // Whether it may still be listed; and the system keeps few directories open for listing.
            try base.readDirectory(fd, from: .start) { _ throws(Errno) in false }
        }
        guard let entries = listings[fd], let first = Int(exactly: cookie.rawValue), first < entries.count else { return }
        let device = (try? base.attributes(of: fd))?.device ?? 0
        for index in first..<entries.count {
            let inode = facts(File(device: device, inode: entries[index].inode)).number
            let next = DirectoryCookie(rawValue: UInt64(index) + 1)
            let goesOn = try withEntry(entries[index], inode: inode, next: next, visit)
            if !goesOn { return }
        }
    }

    /// Reads a directory to its end. There is a limit for all listings together.
    private func list(_ fd: Descriptor) throws(Errno) -> [SortedEntry] {
        let room = Self.limit - listings.values.reduce(0) { $0 + $1.count }
        var entries: [SortedEntry] = []
        try base.readDirectory(fd, from: .start) { entry throws(Errno) in
            guard entries.count < room else { throw .noMemory }
            entries.append(SortedEntry(name: entry.name.copied(65_536), type: entry.type, inode: entry.inode))
            return true
        }
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return entries
    }

    func close(_ fd: Descriptor) throws(Errno) {
        if !listings.isEmpty { listings[fd] = nil }
        try base.close(fd)
    }

    func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target, !listings.isEmpty else { return }
        listings[target] = listings.removeValue(forKey: fd)
    }
}

/// A name in a directory, kept.
struct SortedEntry {
    var name: [UInt8]
    var type: FileType
    var inode: UInt64
}
