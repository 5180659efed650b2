#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why there is no code cache.
public struct CacheUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String
}

/// A folder that only this user can change, as loading code from it requires.
struct CacheFolder: Hashable, Sendable {
    let path: String

    /// Makes the folder, with those above it, unless it is there.
    init(_ path: String) throws(CacheUnavailable) {
        CacheFolder.make(path)
        guard let folder = HostFile(path, O_RDONLY | O_DIRECTORY), let status = folder.status() else {
            throw CacheUnavailable(
                description: "the cache folder \(path) cannot be used: \(unsafe String(cString: strerror(errno)))")
        }
        guard status.isPrivate else {
            throw CacheUnavailable(
                description:
                    "the cache folder \(path) cannot be used: code is only loaded from a folder that belongs to the user"
                    + " and that nobody else can write to")
        }
        self.path = path
    }

    /// A folder inside.
    func subfolder(_ name: String) throws(CacheUnavailable) -> CacheFolder { try CacheFolder("\(path)/\(name)") }

    /// The names inside, without order.
    func names() -> [String] {
        guard let stream = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Writes a file as a whole: others see it complete or not at all.
    ///
    /// - Returns: `false` if that was not possible: a full disk, a folder that is read-only.
    @unsafe
    func write(_ name: String, _ parts: UnsafeRawBufferPointer...) -> Bool {
        let temporary = "\(path)/\(CacheFolder.temporaryPrefix)\(getpid())-\(UInt64.random(in: 0 ... .max))"
        guard let file = HostFile(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600) else { return false }
        // No fsync: after a crash of the machine the checksum tells, and waiting for the disk would prolong the run.
        guard unsafe parts.allSatisfy({ unsafe file.writeAll($0) }), unsafe rename(temporary, "\(path)/\(name)") == 0 else {
            unsafe unlink(temporary)
            return false
        }
        return true
    }

    /// What names of files begin with that are still being written.
    static let temporaryPrefix = "new-"

    private static func make(_ path: String) {
        guard unsafe mkdir(path, 0o700) != 0, errno == ENOENT else { return }
        guard let parent = EngineLocations.parent(of: path) else { return }
        make(parent)
        _ = unsafe mkdir(path, 0o700)
    }
}
