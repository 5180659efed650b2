import CWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Compiled code of modules that have been run before, in a folder of the user's.
///
/// Everything about it is best effort: what cannot be read, stored or trusted is compiled again, silently. Any number of
/// processes can use a folder at once.
public struct ModuleCache: Hashable, Sendable {
    /// The folder.
    public let directory: String
    /// How many bytes of code are kept; 2 GiB unless set. What was used longest ago goes first.
    public var maximumByteCount = 2 << 30

    let code: CacheFolder
    let index: FileIndex
    let locks: CacheFolder

    /// Opens a cache, making the folder if need be.
    ///
    /// - Throws: ``CacheUnavailable`` if the folder cannot be made, belongs to another user, or can be written to by others.
    public init(directory: String) throws(CacheUnavailable) {
        let folder = try CacheFolder(directory)
        self.directory = directory
        code = try folder.subfolder("code")
        index = FileIndex(folder: try folder.subfolder("index"))
        locks = try folder.subfolder("lock")
    }

    /// Where a user's cache is by custom: `$XDG_CACHE_HOME/wasirun`, else `$HOME/.cache/wasirun` (`~/Library/Caches/wasirun` on
    /// macOS). `nil` if neither is set to an absolute path.
    public static func userDirectory() -> String? {
        func folder(_ variable: String) -> String? {
            guard let value = unsafe getenv(variable) else { return nil }
            let path = unsafe String(cString: value)
            return path.hasPrefix("/") ? path : nil
        }
        if let caches = folder("XDG_CACHE_HOME") { return "\(caches)/wasirun" }
        #if os(macOS)
            return folder("HOME").map { "\($0)/Library/Caches/wasirun" }
        #else
            return folder("HOME").map { "\($0)/.cache/wasirun" }
        #endif
    }

    /// Whether there is code for a key, by its looks.
    func holds(_ key: CodeKey) -> Bool {
        HostFile(path(key), O_RDONLY | O_NOFOLLOW)?.status()?.isPrivate ?? false
    }

    /// Loads a module's code. `nil` if there is none that can be trusted.
    func load(_ key: CodeKey, engine: WasmEngine) -> WasmModule? {
        let path = path(key)
        guard let file = HostFile(path, O_RDONLY | O_NOFOLLOW), let status = file.status(),
            CodeFile.isIntact(file, status, key)
        else { return nil }
        var module: OpaquePointer?
        if let error = unsafe wasmtime_module_deserialize_file(engine.handle, path, &module) {
            // Made for another processor, for example. It is replaced when this one's code is stored.
            _ = unsafe EngineMessage.consume(error)
            return nil
        }
        guard let module = unsafe module else { return nil }
        touch(file, status)
        return unsafe WasmModule(handle: module, engine: engine)
    }

    /// Keeps a module's code.
    ///
    /// - Returns: Whether it is there now.
    func store(_ module: WasmModule, _ key: CodeKey) -> Bool {
        var bytes = unsafe wasm_byte_vec_t()
        if let error = unsafe wasmtime_module_serialize(module.handle, &bytes) {
            _ = unsafe EngineMessage.consume(error)
            return false
        }
        defer { unsafe wasm_byte_vec_delete(&bytes) }
        let code = unsafe UnsafeRawBufferPointer(start: bytes.data, count: bytes.size)
        guard code.count <= maximumByteCount else { return false }
        let seal = unsafe CodeFile.seal(of: code, key)
        let stored = unsafe seal.withUnsafeBytes { unsafe self.code.write(key.fileName, code, $0) }
        if stored { evict(except: key.fileName) }
        return stored
    }

    /// Drops a module's code.
    func remove(_ key: CodeKey) { _ = unsafe unlink(path(key)) }

    func path(_ key: CodeKey) -> String { "\(code.path)/\(key.fileName)" }

    /// Notes that an entry was used, for the order in which entries go. Once an hour is enough.
    private func touch(_ file: borrowing HostFile, _ status: HostFileStatus) {
        let now = HostFileStatus.now()
        guard now - status.accessed > 3_600_000_000_000 else { return }
        let times = [timespec(nanoseconds: now), timespec(nanoseconds: status.modified)]
        _ = unsafe futimens(file.descriptor, times)
    }
}

extension timespec {
    fileprivate init(nanoseconds: Int64) {
        self.init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}
