#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import WASIConformance
import WASICore
import WASIUnix

/// Makes systems of the real operating system for the kit.
struct UnixWorld: ConformanceWorld {
    let features = UnixWorld.available
    /// Whether each case looks for files that its system has left open.
    var looksForLeaks = true
    /// How long a case may take, in milliseconds, before its system is interrupted.
    var patience: Int32 = 10_000

    private static let available: Set<ConformanceFeature> = {
        var features: Set<ConformanceFeature> = [
            .standardStreams, .collectedOutput, .interruption, .files, .symbolicLinks, .hardLinks, .openFileLimit,
            .openDirectoryLimit,
            .processorClocks, .sockets,
            .unixSockets, .networkPolicy, .lookUp,
        ]
        if hostHasIPv6() { features.insert(.ipv6) }
        #if os(Linux)
            features.insert(.abstractNames)
        #endif
        return features
    }()

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var configuration = UnixConfiguration()
        configuration.arguments = request.arguments
        configuration.environment = request.environment
        configuration.network = request.network
        if let maximum = request.maximumOpenFiles { configuration.maximumOpenFiles = maximum }
        if let maximum = request.maximumOpenDirectories { configuration.maximumOpenDirectories = maximum }

        let input = HostPair.pipe()
        switch request.standardInput {
        case .bytes(let bytes):
            if !bytes.isEmpty { input.send(String(decoding: bytes, as: UTF8.self)) }
            input.closeWriter()
        case .open(let bytes):
            if !bytes.isEmpty { input.send(String(decoding: bytes, as: UTF8.self)) }
        }
        configuration.standardInput = .descriptor(input.reader)
        let output = HostPair.pipe()
        configuration.standardOutput = .descriptor(output.writer)

        let tree = request.root.map(makeTree)
        if let tree, let root = request.root {
            let access = root.isReadOnly ? DirectoryGrant.Access.readOnly : .readWrite
            configuration.grants = [DirectoryGrant(host: tree.path, guest: "/", access: access)]
        }

        let system = try UnixSystem(configuration)
        let interrupter = system.interrupter
        let watchdog = Watchdog(interrupter, milliseconds: patience)
        let finish = { () throws -> Void in
            watchdog.stop()
            // Held for the system until now.
            withExtendedLifetime(input) {}
            guard let tree, looksForLeaks else { return }
            let left = openFiles(below: tree.path)
            if !left.isEmpty { throw ConformanceFailure("the system has left open: \(left.joined(separator: ", "))") }
        }
        return ConformanceSubject(
            system, finish: finish, standardOutput: { output.receive() }, interrupt: { interrupter.interrupt() })
    }

    private func makeTree(_ root: SystemRequest.Root) -> TemporaryTree {
        let tree = TemporaryTree()
        for entry in root.entries {
            switch entry.content {
            case .file(let content): tree.file(entry.path, content)
            case .directory: tree.directory(entry.path)
            case .symbolicLink(let target): tree.link(entry.path, to: target)
            }
        }
        return tree
    }
}

/// Whether this machine has the loopback address of version 6.
private func hostHasIPv6() -> Bool {
    #if canImport(Glibc)
        let type = Int32(SOCK_DGRAM.rawValue)
    #else
        let type = SOCK_DGRAM
    #endif
    let fd = socket(AF_INET6, type, 0)
    guard fd >= 0 else { return false }
    defer { close(fd) }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_addr = in6addr_loopback
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(fd, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
        }
    }
}

/// The files in a folder, and the folder itself, that this process has open.
///
/// `OpenDescriptors` of the tests' support tries every number, which takes longer than most cases.
private func openFiles(below folder: String) -> [String] {
    guard let directory = opendir("/dev/fd") else { return ["too many files"] }
    defer { closedir(directory) }
    var files: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        #if os(Linux)
            let count = readlink("/proc/self/fd/\(name)", &buffer, buffer.count)
        #else
            guard let number = Int32(name), fcntl(number, F_GETPATH, &buffer) == 0 else { continue }
            let count = buffer.firstIndex(of: 0) ?? 0
        #endif
        guard count > 0 else { continue }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        if path == folder || path.hasPrefix(folder + "/") { files.append(path) }
    }
    return files
}

/// A file of the checkout, as text.
func checkout(_ path: String) -> String? {
    var root = #filePath[...]
    for _ in 0..<3 { root = root[..<(root.lastIndex(of: "/") ?? root.startIndex)] }
    let fd = open("\(root)/\(path)", O_RDONLY)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(fd, &buffer, buffer.count), count > 0 { content += buffer[..<count] }
    return String(decoding: content, as: UTF8.self)
}
