public import WASICore

extension MemorySystem {
    /// See ``WASICore/PathCalls/open(_:follow:options:rights:inheriting:flags:)``.
    ///
    /// Bits of rights that neither files nor directories have are dropped before they are checked, since guests that want everything ask
    /// for them. A file is opened for writing only if ``WASICore/Rights/write`` is asked for.
    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let directory = try file(path.directory)
        guard directory.type == .directory, case .node(let base) = directory.resource else { throw .notDirectory }
        guard directory.rights.contains(.open) else { throw .notCapable }
        let known = Rights.directory.union(.file)
        let rights = rights.intersection(known)
        let inheriting = inheriting.intersection(known)
        let flags = flags.intersection(.all)
        try check(options, rights.union(inheriting), flags, writes: rights.contains(.write), through: directory)

        let checked = try CheckedPath(path.bytes)
        try table.checkRoom()
        let request = OpenRequest(
            follows: follow.contains(.followSymlinks), options: options, writes: rights.contains(.write),
            isReadOnly: directory.isReadOnly)
        let now = clock.realTime
        let (node, type) = try withFiles { (store) throws(Errno) in
            try store.open(checked, from: base.node, request, now)
        }
        let isDirectory = type == .directory
        return try table.insert(
            OpenFile(
                resource: .node(NodeHandle(files, node)), type: type, flags: flags,
                rights: rights.intersection(isDirectory ? .directory : .file), inheriting: isDirectory ? inheriting : [],
                grant: directory.grant, isReadOnly: directory.isReadOnly))
    }

    /// Checks what is asked for against what the directory hands down.
    private func check(
        _ options: OpenOptions, _ wanted: Rights, _ flags: DescriptorFlags, writes: Bool, through directory: OpenFile
    ) throws(Errno) {
        if options.contains(.directory), !options.isDisjoint(with: [.create, .exclusive, .truncate]) {
            throw .invalidArgument
        }
        var needed = wanted
        if directory.isReadOnly {
            if options.contains(.truncate) || writes { throw .readOnlyFileSystem }
        } else {
            if options.contains(.create), !directory.rights.contains(.createFile) { throw .notCapable }
            if options.contains(.truncate), !directory.rights.contains(.setPathSize) { throw .notCapable }
            if flags.contains(.syncData) { needed.insert(.syncData) }
            if !flags.isDisjoint(with: [.sync, .syncReads]) { needed.insert(.sync) }
        }
        guard directory.inheriting.isSuperset(of: needed) else { throw .notCapable }
    }
}
