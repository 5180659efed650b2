import WASICore

/// What opening a path asks for, apart from rights.
struct OpenRequest {
    var follows: Bool
    var options: OpenOptions
    /// Whether the file is to be written.
    var writes: Bool
    /// Whether the directory's grant refuses every change: a file that exists is opened as on a read-only file system.
    var isReadOnly: Bool
}

extension FileStore {
    /// Opens or makes a file.
    ///
    /// - Returns: The node, which is held open from now on.
    mutating func open(
        _ path: CheckedPath, from base: NodeID, _ request: OpenRequest, _ time: Timestamp
    ) throws(Errno) -> (node: NodeID, type: FileType) {
        let creates = request.options.contains(.create)
        if creates, path.hasTrailingSlash {
            // As Linux answers, whether or not there is something; but the way must be there.
            _ = try walk(path, from: base, .name)
            throw .isDirectory
        }
        let isNew = creates && request.options.contains(.exclusive)
        let place = try walk(path, from: base, isNew ? .name : request.follows ? .follow : .keep)
        let id: NodeID
        if let found = place.node {
            if isNew { throw .fileExists }
            try check(found, place, request)
            id = found
        } else {
            guard creates, let name = place.name else { throw .noSuchFileOrDirectory }
            if place.hasTrailingSlash { throw .isDirectory }
            if request.isReadOnly { throw .readOnlyFileSystem }
            try checkOpenToNames(place.directory)
            try checkRoom(for: name)
            var node = Node(.regularFile, at: time)
            node.content = FileContent()
            id = add(node, name, to: place.directory, at: time)
        }
        if place.node != nil, request.options.contains(.truncate), nodes[id]?.type == .regularFile {
            try resize(id, to: 0, time)
        }
        retain(id)
        return (id, nodes[id]?.type ?? .unknown)
    }

    /// Checks whether something that exists can be opened so.
    private func check(_ id: NodeID, _ place: Place, _ request: OpenRequest) throws(Errno) {
        let wantsDirectory = request.options.contains(.directory) || place.hasTrailingSlash
        switch try node(id).type {
        case .directory:
            if request.writes || !request.options.isDisjoint(with: [.create, .truncate]) { throw .isDirectory }
        case .symbolicLink:
            throw wantsDirectory ? .notDirectory : .tooManySymbolicLinkLevels
        case .regularFile:
            if wantsDirectory { throw .notDirectory }
        default:
            if wantsDirectory { throw .notDirectory }
            // A socket's name, or a device of the system below: neither is opened by its path.
            throw .noSuchAddressOrDevice
        }
    }
}
