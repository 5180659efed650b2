import WASICore

// The calls that change names. Paths that end with `.`, `..` or a slash get the answers of Linux.
extension FileStore {
    mutating func createDirectory(_ path: CheckedPath, from base: NodeID, _ time: Timestamp) throws(Errno) {
        let place = try place(path, from: base, current: .fileExists, parent: .fileExists)
        if place.node != nil { throw .fileExists }
        try checkOpenToNames(place.directory)
        try checkRoom(for: place.name)
        add(Node(.directory, at: time), place.name, to: place.directory, at: time)
    }

    mutating func createSymlink(
        to target: [UInt8], _ path: CheckedPath, from base: NodeID, _ time: Timestamp
    ) throws(Errno) {
        let place = try place(path, from: base, current: .fileExists, parent: .fileExists)
        if place.node != nil { throw .fileExists }
        if place.hasTrailingSlash { throw .noSuchFileOrDirectory }
        try checkOpenToNames(place.directory)
        try checkRoom(for: place.name)
        var node = Node(.symbolicLink, at: time)
        node.link = target
        add(node, place.name, to: place.directory, at: time)
    }

    mutating func link(
        _ source: CheckedPath, from base: NodeID, follows: Bool, to target: CheckedPath, below other: NodeID,
        _ time: Timestamp
    ) throws(Errno) {
        if source.hasTrailingSlash {
            let node = try find(source, from: base, follows: true)
            throw nodes[node]?.type == .directory ? .notPermitted : .notDirectory
        }
        let old = try place(source, from: base, current: .notPermitted, parent: .notPermitted)
        let new = try place(target, from: other, current: .fileExists, parent: .fileExists)
        guard let node = old.node else { throw .noSuchFileOrDirectory }
        if follows, nodes[node]?.type == .symbolicLink { throw .invalidArgument }
        if new.node != nil { throw .fileExists }
        if new.hasTrailingSlash { throw .noSuchFileOrDirectory }
        if nodes[node]?.type == .directory { throw .notPermitted }
        try checkOpenToNames(new.directory)
        try checkRoom(forName: new.name)
        nodes[node]?.linkCount += 1
        nodes[node]?.changeTime = time
        insert(new.name, node, in: new.directory, at: time)
    }

    mutating func removeDirectory(_ path: CheckedPath, from base: NodeID, _ time: Timestamp) throws(Errno) {
        let place = try place(path, from: base, current: .invalidArgument, parent: .directoryNotEmpty)
        guard let node = place.node else { throw .noSuchFileOrDirectory }
        guard nodes[node]?.type == .directory else { throw .notDirectory }
        try checkEmpty(node)
        remove(place.name, from: place.directory, at: time)
    }

    private mutating func checkEmpty(_ directory: NodeID) throws(Errno) {
        if nodes[directory]?.directory?.isEmpty == false { throw .directoryNotEmpty }
        try complete(directory)
    }

    mutating func unlink(_ path: CheckedPath, from base: NodeID, _ time: Timestamp) throws(Errno) {
        let place = try place(path, from: base, current: .isDirectory, parent: .isDirectory)
        guard let node = place.node else { throw .noSuchFileOrDirectory }
        if nodes[node]?.type == .directory { throw .isDirectory }
        if place.hasTrailingSlash { throw .notDirectory }
        remove(place.name, from: place.directory, at: time)
    }

    mutating func rename(
        _ source: CheckedPath, from base: NodeID, to target: CheckedPath, below other: NodeID, _ time: Timestamp
    ) throws(Errno) {
        let old = try place(source, from: base, current: .resourceBusy, parent: .resourceBusy)
        let new = try place(target, from: other, current: .resourceBusy, parent: .resourceBusy)
        guard let node = old.node else { throw .noSuchFileOrDirectory }
        let isDirectory = nodes[node]?.type == .directory
        if !isDirectory, old.hasTrailingSlash || new.hasTrailingSlash { throw .notDirectory }
        if isDirectory, isInside(new.directory, node) { throw .invalidArgument }
        if let replaced = new.node {
            // A directory cannot take the place of one that holds it.
            if isInside(old.directory, replaced) { throw .directoryNotEmpty }
            if replaced == node { return }
            switch (isDirectory, nodes[replaced]?.type == .directory) {
            case (true, false): throw .notDirectory
            case (false, true): throw .isDirectory
            case (true, true): try checkEmpty(replaced)
            case (false, false): break
            }
        }
        try checkOpenToNames(new.directory)
        if new.node == nil { try checkRoom(forName: new.name) }
        if new.node != nil { remove(new.name, from: new.directory, at: time) }
        detach(old.name, from: old.directory, at: time)
        insert(new.name, node, in: new.directory, at: time)
        nodes[node]?.changeTime = time
        if isDirectory, old.directory != new.directory {
            nodes[node]?.directory?.parent = new.directory
            nodes[old.directory]?.linkCount -= 1
            nodes[new.directory]?.linkCount += 1
        }
    }

    /// Whether a directory is another one or lies in it.
    private func isInside(_ directory: NodeID, _ other: NodeID) -> Bool {
        var here = directory
        while here != other {
            guard let above = nodes[here]?.directory?.parent, above != here else { return false }
            here = above
        }
        return true
    }

    mutating func readLink(_ path: CheckedPath, from base: NodeID) throws(Errno) -> [UInt8] {
        if path.hasTrailingSlash {
            let node = try find(path, from: base, follows: true)
            throw nodes[node]?.type == .directory ? .invalidArgument : .notDirectory
        }
        let place = try place(path, from: base, current: .invalidArgument, parent: .invalidArgument)
        guard let node = place.node else { throw .noSuchFileOrDirectory }
        guard nodes[node]?.type == .symbolicLink else { throw .invalidArgument }
        return nodes[node]?.link ?? []
    }
}
