#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file of a module.
struct ModuleFile: ~Copyable {
    /// The largest module that is read, in bytes; larger ones are refused by every engine.
    static let maximumByteCount = 1 << 30

    let path: String
    let file: HostFile
    let status: HostFileStatus

    init(_ path: String) throws(LoadError) {
        guard let file = HostFile(path, O_RDONLY), let status = file.status() else {
            throw .module(ModuleError(path, unreadable: errno))
        }
        guard !status.isDirectory else { throw .module(ModuleError(path, unreadable: EISDIR)) }
        self.path = path
        self.file = file
        self.status = status
    }

    /// Reads the module, unless its first bytes tell that it is none: nobody waits for the image of a disk to be read.
    borrowing func read() throws(LoadError) -> [UInt8] {
        if status.isRegular {
            var start = [UInt8](repeating: 0, count: 1024)
            let count = unsafe pread(file.descriptor, &start, start.count, 0)
            guard count >= 0 else { throw .module(ModuleError(path, unreadable: errno)) }
            let format = unsafe start.withUnsafeBytes {
                unsafe ModuleFormat(UnsafeRawBufferPointer(rebasing: $0.prefix(count)))
            }
            guard format == .module || format == .text else { throw .module(ModuleError(format)) }
        }
        guard let bytes = file.readToEnd(expected: status.size, limit: ModuleFile.maximumByteCount) else {
            guard errno != EFBIG else {
                throw .module(
                    ModuleError(.invalid, "\(path) is larger than a module can be, \(ModuleFile.maximumByteCount) bytes"))
            }
            throw .module(ModuleError(path, unreadable: errno))
        }
        return bytes
    }

    /// Whether the file has been left alone since it was opened.
    var isUnchanged: Bool {
        guard let now = file.status() else { return false }
        return now.size == status.size && now.modified == status.modified && now.changed == status.changed
    }
}

extension ModuleError {
    init(_ path: String, unreadable error: Int32) {
        self.init(.unreadable(error), "cannot read \(path): \(unsafe String(cString: strerror(error)))")
    }
}

/// A path that means the same in another working directory. `nil` if there is nothing there.
func absolutePath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
}
