public import WASICore

// What Swift does with the files.
extension MemoryFileSystem {
    /// One name of a listing.
    public struct Entry: Hashable, Sendable {
        /// Without the directory; malformed UTF-8 is repaired.
        public let name: String
        /// What it is.
        public let type: FileType
        /// In bytes.
        public let size: FileSize
    }

    /// Writes a file, and replaces what it had. Directories on the way are made.
    ///
    /// - Throws: ``MemoryFileError``, at least with ``WASICore/Errno/isDirectory``, ``WASICore/Errno/notDirectory`` and
    ///   ``WASICore/Errno/noSpace``; the file may then hold a part.
    public func write(_ path: String, _ bytes: [UInt8]) throws(MemoryFileError) {
        try calling("write", path) { (store, checked, time) throws(Errno) in
            try store.makeParents(of: checked, time)
            let request = OpenRequest(follows: true, options: [.create, .truncate], writes: true, isReadOnly: false)
            let (node, _) = try store.open(checked, from: store.root, request, time)
            defer { store.release(node) }
            try store.replaceContent(of: node, bytes, time)
        }
    }

    /// Writes a text as UTF-8, as the other method writes bytes.
    public func write(_ path: String, _ text: String) throws(MemoryFileError) { try write(path, Array(text.utf8)) }

    /// Reads a file.
    ///
    /// - Parameter limit: The most bytes that may come; a file with gaps can be longer than memory. Default: 1 GiB.
    /// - Throws: ``MemoryFileError``, at least with ``WASICore/Errno/noSuchFileOrDirectory``, ``WASICore/Errno/isDirectory`` and
    ///   ``WASICore/Errno/fileTooLarge`` for one that is longer than the limit.
    public func read(_ path: String, limit: Int = 1 << 30) throws(MemoryFileError) -> [UInt8] {
        try calling("read", path) { (store, checked, _) throws(Errno) in
            let node = try store.find(checked, from: store.root, follows: true)
            if store.nodes[node]?.type == .directory { throw .isDirectory }
            guard let content = store.nodes[node]?.content else { throw .notSupported }
            if content.size > UInt64(max(limit, 0)) { throw .fileTooLarge }
            return content.bytes(0, Int(content.size))
        }
    }

    /// Reads a file as text; malformed UTF-8 is repaired. See ``read(_:limit:)``.
    public func text(_ path: String) throws(MemoryFileError) -> String { String(decoding: try read(path), as: UTF8.self) }

    /// Makes a directory, and those on the way; one that exists is no error.
    public func createDirectory(_ path: String) throws(MemoryFileError) {
        try calling("make directory", path) { (store, checked, time) throws(Errno) in
            try store.makeParents(of: checked, time)
            do throws(Errno) {
                try store.createDirectory(checked, from: store.root, time)
            } catch .fileExists {
                let node = try store.find(checked, from: store.root, follows: true)
                if store.nodes[node]?.type != .directory { throw .fileExists }
            }
        }
    }

    /// Makes a symbolic link. Directories on the way are made.
    ///
    /// - Parameter target: Where it leads; stored as it is. A guest follows no absolute one.
    public func createSymlink(_ path: String, to target: String) throws(MemoryFileError) {
        try calling("link", path) { (store, checked, time) throws(Errno) in
            try store.makeParents(of: checked, time)
            try store.createSymlink(to: Array(target.utf8), checked, from: store.root, time)
        }
    }

    /// Removes a file, or a directory with all that is in it.
    public func remove(_ path: String) throws(MemoryFileError) {
        try calling("remove", path) { (store, checked, time) throws(Errno) in
            let place = try store.place(checked, from: store.root, current: .resourceBusy, parent: .resourceBusy)
            guard place.node != nil else { throw .noSuchFileOrDirectory }
            store.removeTree(place.name, from: place.directory, time)
        }
    }

    /// The names in a directory, sorted by their bytes.
    public func list(_ path: String) throws(MemoryFileError) -> [Entry] {
        try calling("list", path) { (store, checked, _) throws(Errno) in
            let node = try store.find(checked, from: store.root, follows: true)
            guard let names = store.nodes[node]?.directory else { throw .notDirectory }
            let sorted = names.all.sorted { $0.name.lexicographicallyPrecedes($1.name) }
            return sorted.compactMap { name, id in
                guard let node = store.nodes[id] else { return nil }
                return Entry(name: String(decoding: name, as: UTF8.self), type: node.type, size: node.size)
            }
        }
    }

    /// The attributes of what a path leads to.
    public func attributes(_ path: String) throws(MemoryFileError) -> FileAttributes {
        try calling("look at", path) { (store, checked, _) throws(Errno) in
            try store.attributes(try store.find(checked, from: store.root, follows: true))
        }
    }

    /// Whether a path leads to something.
    public func exists(_ path: String) -> Bool { (try? attributes(path)) != nil }

    /// Holds a directory open.
    func openDirectory(_ path: String) throws(MemoryFileError) -> NodeID {
        try calling("open directory", path) { (store, checked, _) throws(Errno) in
            let node = try store.find(checked, from: store.root, follows: true)
            if store.nodes[node]?.type != .directory { throw .notDirectory }
            store.retain(node)
            return node
        }
    }

    private func calling<Result>(
        _ operation: String, _ path: String,
        _ body: (inout FileStore, CheckedPath, Timestamp) throws(Errno) -> Result
    ) throws(MemoryFileError) -> Result {
        do throws(Errno) {
            // The root is its own place.
            let checked = try CheckedPath(bytes: [dot, slash] + Array(path.utf8))
            let time = HostMachine.realTime
            return try perform { (store) throws(Errno) in try body(&store, checked, time) }
        } catch {
            throw MemoryFileError(operation: operation, path: path, errno: error)
        }
    }
}

extension FileStore {
    /// Makes the directories that a path leads through.
    fileprivate mutating func makeParents(of path: CheckedPath, _ time: Timestamp) throws(Errno) {
        for count in 1..<max(path.components.count, 1) {
            let part = CheckedPath(components: Array(path.components[..<count]))
            do throws(Errno) {
                _ = try find(part, from: root, follows: true)
            } catch .noSuchFileOrDirectory {
                try createDirectory(part, from: root, time)
            }
        }
    }

    /// Removes a name and all that is below.
    fileprivate mutating func removeTree(_ name: [UInt8], from directory: NodeID, _ time: Timestamp) {
        // Not by calls of itself: how deep a tree is, a guest decides.
        var pending = [(name: name, directory: directory, isEmptied: false)]
        while let last = pending.popLast() {
            guard let node = nodes[last.directory]?.directory?[last.name] else { continue }
            let inside = nodes[node]?.directory?.all ?? []
            if last.isEmptied || inside.isEmpty {
                remove(last.name, from: last.directory, at: time)
                continue
            }
            pending.append((last.name, last.directory, true))
            for entry in inside { pending.append((entry.name, node, false)) }
        }
    }

    /// Writes bytes as all of a file's content.
    mutating func replaceContent(of node: NodeID, _ bytes: [UInt8], _ time: Timestamp) throws(Errno) {
        try resize(node, to: 0, time)
        let written = try bytes.view { (view: RawSpan) throws(Errno) in try write(node, view, at: 0, time) }
        if written < bytes.count { throw .noSpace }
    }
}
