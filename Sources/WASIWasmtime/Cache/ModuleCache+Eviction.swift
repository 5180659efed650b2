#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ModuleCache {
    /// How many files may be remembered; an entry takes a block of the disk.
    private static let maximumIndexEntries = 4096

    /// Brings the folder back to its size. Called after storing only.
    ///
    /// Two processes may do so at once; each then finds some files gone, which is what it wanted.
    func evict(except kept: String) {
        let entries = CacheEntry.list(code)
        removeAbandoned(entries)
        var total = entries.reduce(0) { $0 + $1.status.size }
        if total > maximumByteCount {
            for entry in entries.sorted(by: { $0.lastUse < $1.lastUse }) where total > maximumByteCount && entry.name != kept
            {
                if unsafe unlink(entry.path) == 0 { total -= entry.status.size }
            }
        }
        let remembered = CacheEntry.list(index.folder)
        removeAbandoned(remembered)
        if remembered.count > ModuleCache.maximumIndexEntries {
            let oldest = remembered.sorted { $0.status.modified < $1.status.modified }
            for entry in oldest.prefix(remembered.count / 2) { _ = unsafe unlink(entry.path) }
        }
    }

    /// Removes what processes that were killed left half written.
    private func removeAbandoned(_ entries: [CacheEntry]) {
        let hourAgo = HostFileStatus.now() - 3_600_000_000_000
        for entry in entries where entry.name.hasPrefix(CacheFolder.temporaryPrefix) && entry.status.changed < hourAgo {
            _ = unsafe unlink(entry.path)
        }
    }
}

/// A file in the cache.
private struct CacheEntry {
    var name: String
    var path: String
    var status: HostFileStatus

    var lastUse: Int64 { max(status.accessed, status.modified) }

    static func list(_ folder: CacheFolder) -> [CacheEntry] {
        folder.names().compactMap { name in
            let path = "\(folder.path)/\(name)"
            var status = stat()
            guard unsafe lstat(path, &status) == 0 else { return nil }
            return CacheEntry(name: name, path: path, status: HostFileStatus(status))
        }
    }
}
