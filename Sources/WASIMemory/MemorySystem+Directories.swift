public import WASICore

extension MemorySystem {
    /// How many names are taken from the files at a time.
    private static var batch: Int { 128 }

    public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        let file = try file(fd)
        guard file.type == .directory, case .node(let handle) = file.resource else { throw .notDirectory }
        guard file.rights.contains(.readDirectory) else { throw .notCapable }
        if !file.isListing {
            if listingCount >= configuration.maximumOpenDirectories { throw .tooManyOpenFiles }
            listingCount += 1
            table[fd]?.isListing = true
        }
        // A granted directory has no parent for the guest.
        let isRoot = file.grant < 0 || grants[file.grant].node == handle.node
        let now = clock.realTime
        var place = cookie.rawValue
        while true {
            let entries = try withFiles { (store) throws(Errno) in
                store.noteAccess(handle.node, now)
                return try store.entries(of: handle.node, behind: place, isRoot: isRoot, atMost: Self.batch)
            }
            for entry in entries {
                place = entry.place
                let goesOn = try entry.name.view { (name: RawSpan) throws(Errno) in
                    try visit(
                        DirectoryEntry(
                            name: name, type: entry.type, inode: entry.inode, next: DirectoryCookie(rawValue: entry.place)))
                }
                if !goesOn { return }
            }
            if entries.isEmpty { return }
        }
    }
}

/// One name of a listing.
struct ListedName {
    let place: UInt64
    let name: [UInt8]
    let type: FileType
    let inode: UInt64
}

extension FileStore {
    /// Some names of a directory behind a place, the dots first.
    mutating func entries(
        of directory: NodeID, behind place: UInt64, isRoot: Bool, atMost limit: Int
    ) throws(Errno) -> [ListedName] {
        guard let parent = nodes[directory]?.directory?.parent else { throw .notDirectory }
        try complete(directory)
        var entries: [ListedName] = []
        // A directory that is removed has not even the dots.
        if nodes[directory]?.directory?.isRemoved == true { return [] }
        if place < Directory.currentPlace {
            entries.append(
                ListedName(place: Directory.currentPlace, name: [dot], type: .directory, inode: directory.rawValue))
        }
        if place < Directory.parentPlace {
            let inode = isRoot ? directory.rawValue : parent.rawValue
            entries.append(ListedName(place: Directory.parentPlace, name: [dot, dot], type: .directory, inode: inode))
        }
        let names = nodes[directory]?.directory?.names(behind: max(place, Directory.parentPlace), atMost: limit) ?? []
        for (place, name, node) in names {
            entries.append(
                ListedName(place: place, name: name, type: nodes[node]?.type ?? .unknown, inode: node.rawValue))
        }
        return entries
    }
}
