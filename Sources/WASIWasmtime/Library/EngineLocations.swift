#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the engine's library is searched.
enum EngineLocations {
    #if os(Linux)
        static let fileName = "libwasmtime.so"
    #else
        static let fileName = "libwasmtime.dylib"
    #endif

    /// A file that may be the library.
    struct Candidate: Hashable {
        /// A path, or a bare name for the system's loader.
        var path: String
        /// Whether it came with this package, whose scripts have checked it.
        var isOurs: Bool
    }

    /// The candidates, in order.
    ///
    /// Loading a library runs its code, so only places that belong to whoever installed or built the running program are
    /// searched: nothing from the current directory, and of the program's own ancestors only roots of Swift packages that not
    /// everybody could have made. A program below `/tmp` must not find what another user has put there.
    static func candidates(executable: String?) -> [Candidate] {
        var candidates: [String] = []
        if let executable, let directory = parent(of: executable) {
            candidates.append(path(directory, fileName))
            if let prefix = parent(of: directory) { candidates.append(path(prefix, "lib/wasirun/\(fileName)")) }
            var ancestor: String? = directory
            while let root = ancestor {
                let candidate = path(root, ".wasmtime/\(fileName)")
                if exists(path(root, "Package.swift")), exists(candidate), isTrusted(root, executable) {
                    candidates.append(candidate)
                }
                ancestor = parent(of: root)
            }
        }
        return candidates.map { Candidate(path: $0, isOurs: true) } + [Candidate(path: fileName, isOurs: false)]
    }

    /// The directory that holds `path`; `nil` for the root.
    static func parent(of path: String) -> String? {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), path.utf8.count > 1 else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func path(_ directory: String, _ name: String) -> String {
        directory == "/" ? "/\(name)" : "\(directory)/\(name)"
    }

    /// Whether a directory belongs to this user, the administrator or the program's owner, and is not open to everybody.
    private static func isTrusted(_ directory: String, _ executable: String) -> Bool {
        var folder = stat()
        var program = stat()
        guard unsafe stat(directory, &folder) == 0, folder.st_mode & 0o002 == 0 else { return false }
        if folder.st_uid == geteuid() || folder.st_uid == 0 { return true }
        return unsafe stat(executable, &program) == 0 && program.st_uid == folder.st_uid
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
