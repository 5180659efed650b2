import WASICore
import WASIUnix

/// What kind of thing is at a path of the host.
enum HostPathKind {
    case directory
    case other
}

/// The note, shown once when a guest has failed, that a directory was missing from its grants.
///
/// Programs say "no such file" when they were refused a path, or that they were not permitted; neither tells which option of
/// `wasirun` would have helped.
struct RefusalNote: Sendable {
    /// What the guest was granted.
    var grants: [DirectoryGrant]
    /// The guest's arguments without its name.
    var arguments: [String]
    /// What is at a path of the host.
    var kind: @Sendable (String) -> HostPathKind?

    /// The note, as a sentence without a full stop; `nil` if nothing says that a grant was missing.
    ///
    /// - Parameter refusal: The first path that the system has refused for want of a grant.
    func text(_ refusal: GrantRefusal?) -> String? {
        if let refusal { return text(of: refusal) }
        // Programs of wasi-libc do not even ask when no granted directory matches a path; their arguments tell.
        for argument in arguments {
            let candidates = [argument, argument.split(atFirst: "=")?.behind].compactMap { $0 }
            for path in candidates where !path.isEmpty && !path.hasPrefix("-") {
                if let kind = kind(path), !isCovered(path) {
                    return
                        "nothing that the guest was granted holds \(quoted(path)); \(option(directory(of: path, kind))) would grant it"
                }
            }
        }
        return nil
    }

    /// What can be said of a guest that has looked for granted directories, found none and failed.
    static let nothingGranted =
        "the guest looked for granted directories and has none; if it was in want of a file, --dir . would grant this directory"

    /// The option that would grant the directory of a local socket; `nil` if a grant holds it, or if there is no such directory.
    func optionToReach(_ path: String) -> String? {
        guard !isCovered(path) else { return nil }
        let directory = parent(of: path)
        return kind(directory) == .directory ? option(directory) : nil
    }

    private func text(of refusal: GrantRefusal) -> String {
        switch refusal.reason {
        case .absolutePath: outside(refusal.path)
        case .noDirectory: withoutDirectory(refusal.path)
        case .leadsOutside: escaping(refusal)
        }
    }

    /// A path of the host's own, which no grant holds.
    private func outside(_ path: String) -> String {
        let start = "the guest was refused \(quoted(path))"
        // What is to be created needs the directory that will hold it.
        let directory = kind(path).map { self.directory(of: path, $0) } ?? parent(of: path)
        guard kind(directory) == .directory else { return "\(start), which nothing that it was granted holds" }
        return "\(start); \(option(directory)) would grant it"
    }

    /// Go programs ask without a directory when none matches; they make the path absolute first and leave out the first slash.
    private func withoutDirectory(_ path: String) -> String {
        let absolute = "/" + path
        if kind(absolute) != nil { return outside(absolute) }
        // A path that leads nowhere from the root was meant for the working directory, which such a guest takes for the root.
        if kind(path) != nil || parent(of: absolute) == "/" || kind(parent(of: absolute)) != .directory {
            return
                "the guest was refused \(quoted(path)), as it has no root directory; \(option(".", as: "/")) would grant it one"
        }
        return outside(absolute)
    }

    /// A path that leads out of its directory: by `..`, or by a symbolic link.
    private func escaping(_ refusal: GrantRefusal) -> String {
        let place = refusal.directory.map { " below \(quoted($0))" } ?? ""
        let start = "the guest was refused \(quoted(refusal.path))\(place), because it leads out of that directory"
        var depth = 0
        var climbs = 0
        for component in refusal.path.split(separator: "/") where component != "." {
            depth += component == ".." ? -1 : 1
            climbs = max(climbs, -depth)
        }
        guard climbs > 0 else { return "\(start) through a symbolic link" }
        guard let grant = grants.first(where: { $0.guest == refusal.directory }) else { return start }
        var ancestor = grant.host
        for _ in 0..<climbs { ancestor = parent(of: ancestor) }
        return "\(start); \(option(ancestor)) in its place would grant both"
    }

    // MARK: Paths

    /// Whether a guest of wasi-libc finds a directory for the path: among the relative ones for a relative path, and as seen
    /// from the root for any.
    private func isCovered(_ path: String) -> Bool {
        let wanted = components(path)
        return grants.contains { grant in
            if grant.guest.hasPrefix("/") == path.hasPrefix("/") || grant.guest.hasPrefix("/") {
                return wanted.starts(with: components(grant.guest))
            }
            return false
        }
    }

    private func components(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }

    private func directory(of path: String, _ kind: HostPathKind) -> String { kind == .directory ? path : parent(of: path) }

    private func parent(of path: String) -> String {
        let components = path.split(separator: "/")
        let isAbsolute = path.hasPrefix("/")
        if let last = components.last, last == ".." { return path + "/.." }
        if components.isEmpty || components == ["."] { return isAbsolute ? "/" : ".." }
        guard components.count > 1 else { return isAbsolute ? "/" : "." }
        return (isAbsolute ? "/" : "") + components.dropLast().joined(separator: "/")
    }

    // MARK: Words

    private func quoted(_ path: String) -> String { "\"\(path.visible)\"" }

    private func option(_ host: String, as guest: String? = nil) -> String {
        // A name that looks like a grant of another form must be written in the long one.
        let isPlain = host.removing(suffix: ":ro") == nil && host.split(atFirst: "::") == nil
        let name = guest ?? (isPlain ? nil : host)
        return "--dir " + shellQuoted(host + (name.map { "::\($0)" } ?? "")).visible
    }
}

/// A word as it can be given to a shell.
func shellQuoted(_ word: String) -> String {
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: true
            default: "_./:-+=@%,".utf8.contains(byte)
            }
        }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
