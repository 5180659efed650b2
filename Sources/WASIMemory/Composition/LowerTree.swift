import WASICore

/// The directories of the system below an overlay, from which files are fetched when they are first needed.
final class LowerTree {
    let system: any SystemInterface

    init(_ system: any SystemInterface) { self.system = system }

    /// Does something with the files, and fetches what it lacks as often as need be.
    func perform<Result>(
        on files: MemoryFileSystem, at time: Timestamp, _ body: (inout FileStore) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        while true {
            do throws(Errno) {
                let result = try files.perform(body)
                try files.perform { (store) throws(Errno) in store.absent = [] }
                return result
            } catch {
                let wanted = try files.perform { (store) throws(Errno) in store.wanted.take() }
                guard error == .isWanted, let wanted else {
                    try files.perform { (store) throws(Errno) in store.absent = [] }
                    throw error
                }
                try fetch(wanted, into: files, time)
            }
        }
    }

    private func fetch(_ wanted: FileStore.Wanted, into files: MemoryFileSystem, _ time: Timestamp) throws(Errno) {
        let id =
            switch wanted {
            case .entry(let id, _), .names(let id), .content(let id): id
            }
        let place = try files.perform { (store) throws(Errno) in try store.node(id).below }
        guard let place else { throw .ioError }
        switch wanted {
        case .entry(let directory, let name):
            let found = try look(at: place.appending(name))
            try files.perform { (store) throws(Errno) in
                guard let found else {
                    store.absent.insert(wanted)
                    return
                }
                try store.supply(found, name, in: directory, time)
            }
        case .names(let directory):
            var found: [([UInt8], Found)] = []
            for name in try names(in: place) {
                // One that is gone meanwhile is left out.
                if let entry = try look(at: place.appending(name)) { found.append((name, entry)) }
            }
            try files.perform { (store) throws(Errno) in
                for (name, entry) in found { try store.supply(entry, name, in: directory, time) }
                store.nodes[directory]?.directory?.isComplete = true
                store.nodes[directory]?.directory?.whiteouts = []
            }
        case .content(let node):
            try copyUp(node, place, into: files, time)
        }
    }

    /// What is at a place in the system below.
    struct Found {
        var node: Node
        /// Which file it is there, if it has further names.
        var identity: LowerIdentity?
    }

    private func look(at place: LowerPlace) throws(Errno) -> Found? {
        let attributes: FileAttributes
        do throws(Errno) {
            attributes = try place.path.view { (path: RawSpan) throws(Errno) in
                try system.attributes(at: GuestPath(path, in: place.directory), follow: [])
            }
        } catch .noSuchFileOrDirectory {
            return nil
        }
        var node = Node(attributes.type, at: attributes.statusChangeTime)
        node.accessTime = attributes.accessTime
        node.modificationTime = attributes.modificationTime
        node.below = place
        var found = Found(node: node)
        switch attributes.type {
        case .directory: break
        case .regularFile:
            found.node.sizeBelow = attributes.size
            found.node.linkCount = max(attributes.linkCount, 1)
            if attributes.linkCount > 1 {
                found.identity = LowerIdentity(device: attributes.device, inode: attributes.inode)
            }
        case .symbolicLink: found.node.link = try target(of: place)
        default: break
        }
        return found
    }

    private func target(of place: LowerPlace) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: CheckedPath.limit)
        let count = try place.path.view { (path: RawSpan) throws(Errno) in
            try bytes.filling { (buffer) throws(Errno) in
                try system.readLink(at: GuestPath(path, in: place.directory), into: &buffer)
            }
        }
        return Array(bytes.prefix(count))
    }

    private func names(in place: LowerPlace) throws(Errno) -> [[UInt8]] {
        let fd = try open(place, options: .directory, rights: [.readDirectory])
        defer { try? system.close(fd) }
        var names: [[UInt8]] = []
        try system.readDirectory(fd, from: .start) { (entry) throws(Errno) in
            let name = [UInt8](copying: entry.name)
            if name != [dot], name != [dot, dot] { names.append(name) }
            return true
        }
        return names
    }

    func open(_ place: LowerPlace, options: OpenOptions, rights: Rights) throws(Errno) -> Descriptor {
        try place.path.view { (path: RawSpan) throws(Errno) in
            try system.open(
                GuestPath(path, in: place.directory), follow: [], options: options, rights: rights, inheriting: [],
                flags: [])
        }
    }

    /// Copies the content of a file, because it is about to be changed.
    private func copyUp(
        _ id: NodeID, _ place: LowerPlace, into files: MemoryFileSystem, _ time: Timestamp
    ) throws(Errno) {
        let fd = try open(place, options: [], rights: [.read, .seek])
        defer { try? system.close(fd) }
        var content = FileContent()
        let room = try files.perform { (store) throws(Errno) in store.freeBlocks }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try buffer.readingInto { (buffers) throws(Errno) in
                try system.read(fd, into: &buffers, at: content.size)
            }
            if count == 0 { break }
            buffer.view(0..<count) { content.write($0, at: content.size) }
            if content.blockCount > room { throw .noSpace }
        }
        try files.perform { (store) throws(Errno) in try store.supply(content, of: id) }
    }

    /// Reads content that lies in the system below; `nil` if it does not.
    func read(_ handle: NodeHandle, into buffers: inout ScatterBuffers, at offset: UInt64) throws(Errno) -> Int? {
        let place = try handle.files.perform { (store) throws(Errno) -> LowerPlace? in
            let node = try store.node(handle.node)
            return node.type == .regularFile && node.content == nil ? node.below : nil
        }
        guard let place else {
            handle.lower = nil
            return nil
        }
        let lower: LowerFile
        if let open = handle.lower {
            lower = open
        } else {
            lower = LowerFile(try open(place, options: [], rights: [.read, .seek]), of: system)
            handle.lower = lower
        }
        return try system.read(lower.fd, into: &buffers, at: offset)
    }
}

/// A file of the system below that has several names there.
struct LowerIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
}

/// A descriptor of the system below; closed with the last reference.
final class LowerFile {
    let fd: Descriptor
    private let system: any SystemInterface

    init(_ fd: Descriptor, of system: any SystemInterface) {
        self.fd = fd
        self.system = system
    }

    deinit { try? system.close(fd) }
}

extension FileStore {
    /// Takes in what has been found under a name in the system below.
    mutating func supply(
        _ found: LowerTree.Found, _ name: [UInt8], in directory: NodeID, _ time: Timestamp
    ) throws(Errno) {
        guard let names = nodes[directory]?.directory, !names.isRemoved, names[name] == nil,
            !names.whiteouts.contains(name)
        else { return }
        // Times of the directory are those of the system below, which its names do not change.
        let times = try node(directory)
        defer {
            nodes[directory]?.modificationTime = times.modificationTime
            nodes[directory]?.changeTime = times.changeTime
        }
        if let identity = found.identity, let known = lowerFiles[identity], nodes[known] != nil {
            try checkRoom(forName: name)
            return insert(name, known, in: directory, at: time)
        }
        try checkRoom(for: name)
        var node = found.node
        if node.type == .directory {
            node.directory = Directory(parent: directory)
            node.directory?.isComplete = false
        }
        let id = add(node, name, to: directory, at: time)
        if let identity = found.identity { lowerFiles[identity] = id }
    }

    /// Takes in the content of a file of the system below.
    mutating func supply(_ content: FileContent, of id: NodeID) throws(Errno) {
        guard nodes[id]?.content == nil else { return }
        if content.blockCount > freeBlocks { throw .noSpace }
        usedBytes += content.blockCount * FileContent.blockSize
        nodes[id]?.content = content
    }
}
