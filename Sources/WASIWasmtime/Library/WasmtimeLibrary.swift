import CWasmtime
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The engine's library: wasmtime, loaded when it is first needed.
///
/// A process loads one library, and keeps it.
public struct WasmtimeLibrary: Hashable, Sendable {
    /// The version that this package is made for.
    public static let version = "50.0.1"
    /// The environment variable that names the library file. When it is set, no other place is searched.
    public static let environmentVariable = "WASIRUN_ENGINE"

    /// The file that was loaded, or a bare name if the system's loader found it.
    public let path: String

    private static let loaded = Mutex<WasmtimeLibrary?>(nil)

    /// Loads the library, unless that has been done.
    ///
    /// Searched, in this order: `path` or else what ``environmentVariable`` names, and if there is such a path nothing else;
    /// beside the running program; `../lib/wasirun` from there, where `make install` puts it; `.wasmtime` of the Swift packages
    /// that the program lies in, where `make engine` puts it; the system's library path. Thread-safe.
    ///
    /// - Parameters:
    ///   - path: The file to load. Without effect if a library is loaded already.
    /// - Throws: ``EngineUnavailable``, which names every place; a later attempt searches again.
    @discardableResult
    public static func load(_ path: String? = nil) throws(EngineUnavailable) -> WasmtimeLibrary {
        let outcome: Result<WasmtimeLibrary, EngineUnavailable> = loaded.withLock { loaded in
            if let loaded { return .success(loaded) }
            let result = search(candidates(path))
            if case .success(let library) = result { loaded = library }
            return result
        }
        return try outcome.get()
    }

    private static func candidates(_ path: String?) -> [EngineLocations.Candidate] {
        if let path { return [.init(path: path, isOurs: false)] }
        if let named = unsafe getenv(environmentVariable), unsafe named.pointee != 0 {
            return [.init(path: unsafe String(cString: named), isOurs: false)]
        }
        return EngineLocations.candidates(executable: RunningProgram.path)
    }

    private static func search(_ candidates: [EngineLocations.Candidate]) -> Result<WasmtimeLibrary, EngineUnavailable> {
        var attempts: [EngineUnavailable.Attempt] = []
        for candidate in candidates {
            guard let reason = obstacle(candidate) else { return .success(WasmtimeLibrary(path: candidate.path)) }
            attempts.append(.init(path: candidate.path, reason: reason))
        }
        return .failure(EngineUnavailable(attempts: attempts))
    }

    /// Loads a library. Returns why it cannot be used, if so.
    private static func obstacle(_ candidate: EngineLocations.Candidate) -> String? {
        // A bare name is for the system's loader to find.
        if candidate.path.utf8.contains(UInt8(ascii: "/")), !EngineLocations.exists(candidate.path) { return "no such file" }
        var message = [CChar](repeating: 0, count: 512)
        let outcome = unsafe Int(cwt_load(candidate.path, &message, message.count))
        let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch outcome {
        case CWT_LOADED: return candidate.isOurs || EngineVersion.isExpected() ? nil : "another version than \(version)"
        case CWT_NOT_WASMTIME: return "not wasmtime \(version): it has no function \(words)"
        default: return words
        }
    }

    /// What tells this build of the engine from another: its size and when it was made.
    var identity: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        guard unsafe cwt_library_file(&buffer, buffer.count) else { return path }
        let file = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let status = HostFile(file, O_RDONLY)?.status() else { return file }
        return "\(status.size) \(status.modified)"
    }
}
