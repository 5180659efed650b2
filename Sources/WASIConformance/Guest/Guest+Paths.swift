import WASICore

// The calls on paths, and listing. Paths start from the root directory unless another one is named.
extension Guest {
    /// Opens something.
    func openPath(
        _ path: String, in directory: Descriptor? = nil, follow: LookupFlags = .followSymlinks,
        options: OpenOptions = [], rights: Rights = .file, inheriting: Rights = [], flags: DescriptorFlags = [],
        file: String = #fileID, line: Int = #line
    ) throws -> Descriptor {
        try call("opening \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in
                try system.open(
                    path, follow: follow, options: options, rights: rights, inheriting: inheriting, flags: flags)
            }
        }
    }

    func openDirectory(
        _ path: String, in directory: Descriptor? = nil, file: String = #fileID, line: Int = #line
    ) throws -> Descriptor {
        try openPath(
            path, in: directory, options: .directory, rights: .directory, inheriting: .all, file: file, line: line)
    }

    /// Makes a file that holds a text.
    func create(_ path: String, _ text: String = "", file: String = #fileID, line: Int = #line) throws {
        let fd = try openPath(path, options: .create, file: file, line: line)
        try write(fd, text, file: file, line: line)
        try close(fd, file: file, line: line)
    }

    /// What a file holds.
    func content(of path: String, file: String = #fileID, line: Int = #line) throws -> String {
        let fd = try openPath(path, rights: .read, file: file, line: line)
        defer { try? close(fd) }
        return try read(fd, 4_096, file: file, line: line)
    }

    func createDirectory(
        _ path: String, in directory: Descriptor? = nil, file: String = #fileID, line: Int = #line
    ) throws {
        try call("making the directory \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in try system.createDirectory(at: path) }
        }
    }

    func attributes(
        of path: String, in directory: Descriptor? = nil, follow: LookupFlags = [], file: String = #fileID,
        line: Int = #line
    ) throws -> FileAttributes {
        try call("asking for the attributes of \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in
                try system.attributes(at: path, follow: follow)
            }
        }
    }

    func setTimes(
        _ times: FileTimes, of path: String, in directory: Descriptor? = nil, follow: LookupFlags = [],
        file: String = #fileID, line: Int = #line
    ) throws {
        try call("setting the times of \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in
                try system.setTimes(times, at: path, follow: follow)
            }
        }
    }

    func link(
        _ source: String, in directory: Descriptor? = nil, follow: LookupFlags = [], to target: String,
        below targetDirectory: Descriptor? = nil, file: String = #fileID, line: Int = #line
    ) throws {
        try call("linking \"\(source)\" to \"\(target)\"", file, line) { () throws(Errno) in
            try withPath(source, in: directory ?? root) { source throws(Errno) in
                try withPath(target, in: targetDirectory ?? root) { target throws(Errno) in
                    try system.link(source, follow: follow, to: target)
                }
            }
        }
    }

    /// Reads where a symbolic link leads, as far as there is room.
    func readLink(
        _ path: String, in directory: Descriptor? = nil, room: Int = 4_096, file: String = #fileID, line: Int = #line
    ) throws -> String {
        try call("reading the link \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in try linkTarget(system, path, room) }
        }
    }

    func removeDirectory(
        _ path: String, in directory: Descriptor? = nil, file: String = #fileID, line: Int = #line
    ) throws {
        try call("removing the directory \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in try system.removeDirectory(at: path) }
        }
    }

    func rename(
        _ source: String, in directory: Descriptor? = nil, to target: String, below targetDirectory: Descriptor? = nil,
        file: String = #fileID, line: Int = #line
    ) throws {
        try call("renaming \"\(source)\" to \"\(target)\"", file, line) { () throws(Errno) in
            try withPath(source, in: directory ?? root) { source throws(Errno) in
                try withPath(target, in: targetDirectory ?? root) { target throws(Errno) in
                    try system.rename(source, to: target)
                }
            }
        }
    }

    func symlink(
        _ path: String, in directory: Descriptor? = nil, to target: String, file: String = #fileID, line: Int = #line
    ) throws {
        try call("making the symbolic link \"\(path)\" to \"\(target)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in
                try createSymlink(system, to: target, at: path)
            }
        }
    }

    func unlink(
        _ path: String, in directory: Descriptor? = nil, file: String = #fileID, line: Int = #line
    ) throws {
        try call("unlinking \"\(path)\"", file, line) { () throws(Errno) in
            try withPath(path, in: directory ?? root) { path throws(Errno) in try system.unlinkFile(at: path) }
        }
    }

    /// Entries of a directory, at most a number of them.
    func entries(
        of fd: Descriptor, from cookie: DirectoryCookie = .start, atMost limit: Int = .max, file: String = #fileID,
        line: Int = #line
    ) throws -> [ListedEntry] {
        var entries: [ListedEntry] = []
        try call("listing \(fd)", file, line) { () throws(Errno) in
            try system.readDirectory(fd, from: cookie) { entry throws(Errno) in
                let name = String(repairing: entry.name)
                entries.append(ListedEntry(name: name, type: entry.type, inode: entry.inode, next: entry.next))
                return entries.count < limit
            }
        }
        return entries
    }

    /// The names of the first entries.
    func names(
        in fd: Descriptor, atMost limit: Int = .max, file: String = #fileID, line: Int = #line
    ) throws -> [String] {
        try entries(of: fd, atMost: limit, file: file, line: line).map(\.name)
    }
}

/// A directory's entry, to be kept.
struct ListedEntry: Equatable {
    var name: String
    var type: FileType
    var inode: UInt64
    var next: DirectoryCookie
}
