import WASICore

extension FileStore {
    /// What becomes of a symbolic link at the end of a path.
    enum LastLink {
        case follow
        /// It is what the path leads to, unless a slash comes behind it.
        case keep
        /// The path is only asked for the last name and its directory.
        case name
    }

    /// Where a path ends.
    struct Place {
        /// The directory of the last name.
        var directory: NodeID
        /// The last name; `nil` if the path ends with `.` or `..`, or has led to the end of a link that does.
        var name: [UInt8]?
        /// What is there.
        var node: NodeID?
        /// Whether a slash came behind the name.
        var hasTrailingSlash: Bool
        /// Whether the path ends with `..`.
        var isParent = false
    }

    /// How many symbolic links may be on a path; Linux counts the same.
    private static let maximumLinks = 40

    /// Goes a path from a directory on, and never out of it.
    ///
    /// - Throws: At least ``WASICore/Errno/notPermitted`` for a path that leads out.
    mutating func walk(_ path: CheckedPath, from base: NodeID, _ last: LastLink) throws(Errno) -> Place {
        // Each directory on the way, so that `..` goes back to where the path came from.
        var way = [base]
        var pending = Array(path.components.reversed())
        var hasTrailingSlash = path.hasTrailingSlash
        var links = 0
        while let component = pending.popLast() {
            let here = way.last ?? base
            let isLast = pending.isEmpty
            switch component {
            case .current:
                if isLast { return Place(directory: here, node: here, hasTrailingSlash: hasTrailingSlash) }
            case .parent:
                way.removeLast()
                guard let above = way.last else { throw .notPermitted }
                if isLast {
                    return Place(directory: above, node: above, hasTrailingSlash: hasTrailingSlash, isParent: true)
                }
            case .name(let name):
                let child = try lookUp(name, in: here)
                if let child, nodes[child]?.type == .symbolicLink, !isLast || follows(last, hasTrailingSlash) {
                    links += 1
                    if links > Self.maximumLinks { throw .tooManySymbolicLinkLevels }
                    let target = nodes[child]?.link ?? []
                    if target.first == slash { throw .notPermitted }
                    let rest = try CheckedPath(bytes: target)
                    if isLast, rest.hasTrailingSlash { hasTrailingSlash = true }
                    pending += rest.components.reversed()
                    continue
                }
                if isLast {
                    return Place(directory: here, name: name, node: child, hasTrailingSlash: hasTrailingSlash)
                }
                guard let child else { throw .noSuchFileOrDirectory }
                guard nodes[child]?.type == .directory else { throw .notDirectory }
                way.append(child)
            }
        }
        // Neither a checked path nor a link's target is empty.
        throw .noSuchFileOrDirectory
    }

    private func follows(_ last: LastLink, _ hasTrailingSlash: Bool) -> Bool {
        switch last {
        case .follow: true
        case .keep: hasTrailingSlash
        case .name: false
        }
    }

    /// What is under a name.
    mutating func lookUp(_ name: [UInt8], in directory: NodeID) throws(Errno) -> NodeID? {
        if name.count > CheckedPath.nameLimit { throw .fileNameTooLong }
        guard let names = nodes[directory]?.directory else { throw .notDirectory }
        if let node = names[name] { return node }
        if names.isComplete || names.whiteouts.contains(name) { return nil }
        let wanted = Wanted.entry(directory, name)
        if absent.contains(wanted) { return nil }
        throw want(wanted)
    }

    /// What a path leads to.
    mutating func find(_ path: CheckedPath, from base: NodeID, follows: Bool) throws(Errno) -> NodeID {
        let place = try walk(path, from: base, follows ? .follow : .keep)
        guard let node = place.node else { throw .noSuchFileOrDirectory }
        if place.hasTrailingSlash, nodes[node]?.type != .directory { throw .notDirectory }
        return node
    }

    /// The directory and the name with which a path ends.
    ///
    /// - Parameters:
    ///   - current: What to throw if the path ends with `.`.
    ///   - parent: The same for `..`.
    mutating func place(
        _ path: CheckedPath, from base: NodeID, current: Errno, parent: Errno
    ) throws(Errno) -> (directory: NodeID, name: [UInt8], node: NodeID?, hasTrailingSlash: Bool) {
        let place = try walk(path, from: base, .name)
        guard let name = place.name else { throw place.isParent ? parent : current }
        return (place.directory, name, place.node, place.hasTrailingSlash)
    }

    /// Fails unless something can come into a directory.
    func checkOpenToNames(_ directory: NodeID) throws(Errno) {
        if nodes[directory]?.directory?.isRemoved != false { throw .noSuchFileOrDirectory }
    }

    /// Sees to it that all names of a directory are here.
    mutating func complete(_ directory: NodeID) throws(Errno) {
        if nodes[directory]?.directory?.isComplete == false { throw want(.names(directory)) }
    }
}
