import Glibc
import TestSupport
import WASICore

@testable import WASIUnix

/// A granted directory beside one that is not: `grant/` and `outside/` in a tree of their own.
final class SandboxWorld {
    let tree = TemporaryTree()
    /// The host's descriptor of `grant/`.
    let root: Int32
    /// What `outside/` looks like before anything is tried.
    private var before: [String]

    init() {
        tree.directory("grant")
        tree.directory("outside")
        tree.file("outside/secret", "sentinel")
        tree.directory("outside/a")
        tree.file("outside/a/b", "deep sentinel")
        root = Glibc.open(tree.absolute("grant"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        precondition(root >= 0)
        before = snapshot(tree.absolute("outside"))
    }

    deinit { close(root) }

    /// Whether nothing outside the grant was made, changed or removed.
    var outsideIsUntouched: Bool { snapshot(tree.absolute("outside")) == before && tree.names() == ["grant", "outside"] }

    /// A system with `grant/` as descriptor 3.
    func system(_ resolver: PathResolverChoice, _ access: DirectoryGrant.Access = .readWrite) -> UnixSystem {
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.absolute("grant"), guest: "/", access: access)]
        configuration.resolver = resolver
        do { return try UnixSystem(configuration) } catch { fatalError("\(error)") }
    }

    /// What a resolver makes of a path beneath `grant/`.
    ///
    /// Renames of other tests, and of other processes, make the kernel give up now and then; it is asked again.
    func resolve(_ path: String, _ resolver: PathResolverChoice, _ flags: Int32 = Syscall.locating) -> Resolution {
        for _ in 0..<1000 {
            let resolution = resolveOnce(path, resolver, flags)
            if resolution != .failed(.resourceTemporarilyUnavailable) { return resolution }
        }
        return .failed(.resourceTemporarilyUnavailable)
    }

    private func resolveOnce(_ path: String, _ resolver: PathResolverChoice, _ flags: Int32) -> Resolution {
        do throws(ResolutionFailure) {
            let opened = try PathResolver(choice: resolver).open(Array(path.utf8CString), beneath: root, flags)
            return .reached(hostPath(opened.rawValue).replacingPrefix(tree.path + "/", with: ""))
        } catch {
            return .failed(error)
        }
    }
}

/// Where a resolver has come to.
enum Resolution: Equatable, CustomStringConvertible {
    /// Relative to the world's tree.
    case reached(String)
    case failed(ResolutionFailure)

    static func failed(_ errno: Errno) -> Resolution { .failed(.host(errno)) }

    var description: String {
        switch self {
        case .reached(let path): path
        case .failed(.outside): "outside"
        case .failed(.host(let errno)): "\(errno)"
        }
    }
}

/// The directory that a system of ``SandboxWorld`` grants.
let granted = Descriptor(rawValue: 3)

/// Both resolvers by name, and the choice between them.
let resolvers: [PathResolverChoice] = [.kernel, .components, .automatic]

/// The absolute path of what is open, in the eyes of the host.
func hostPath(_ fd: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 8192)
    let count = readlink("/proc/self/fd/\(fd)", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

extension String {
    func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}

/// Everything below a directory, sorted: path, type, size or target, content, inode, times of change (not of access).
func snapshot(_ path: String, identity: Bool = true) -> [String] {
    var lines: [String] = []
    func visit(_ relative: String) {
        let full = path + "/" + relative
        var status = stat()
        guard lstat(full, &status) == 0 else { return lines.append("\(relative) vanished") }
        var line = "\(relative) \(String(status.st_mode, radix: 8))"
        if identity { line += " \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_nlink)" }
        switch status.st_mode & S_IFMT {
        case S_IFLNK:
            var buffer = [CChar](repeating: 0, count: 8192)
            let count = readlink(full, &buffer, buffer.count)
            line += " -> " + String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        case S_IFREG:
            let fd = Glibc.open(full, O_RDONLY)
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(fd, &buffer, buffer.count)
            close(fd)
            line += " '" + String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self) + "'"
        case S_IFDIR:
            guard let directory = opendir(full) else { break }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { visit(relative + "/" + name) }
            }
        default: break
        }
        lines.append(line)
    }
    visit(".")
    return lines.sorted()
}

/// Random numbers that are the same on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
