import TestSupport
import WASIConformance
import WASICore
import WASIMemory
import WASIUnix

/// Makes systems of two parts for the kit: the standard streams and sockets of one, and the root directory of another one.
struct MountedWorld: ConformanceWorld {
    // The limit of directories is of each part; the root's is the one that counts.
    let features = MemoryWorld().features.subtracting([.unixSockets])

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var plain = request
        plain.root = nil
        plain.maximumOpenFiles = nil
        let main = try MemoryWorld().makeSubject(plain)
        var files = request
        files.maximumOpenFiles = nil
        let mounted = try MemoryWorld().makeSubject(files)
        let system = MountedSystem(
            main.system, mounting: [mounted.system], maximumOpenFiles: request.maximumOpenFiles ?? 1024)
        return ConformanceSubject(system, standardOutput: main.standardOutput, interrupt: main.interrupt)
    }
}

/// Makes overlays over directories of the host that are granted for reading only, and fails if something in them has changed.
struct OverlayWorld: ConformanceWorld {
    let features: Set<ConformanceFeature> = Set(ConformanceFeature.allCases).subtracting([
        // Local sockets have their names in the directories below.
        .unixSockets, .abstractNames, .processorClockWaits, .ipv6,
    ])

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var configuration = UnixConfiguration()
        configuration.arguments = request.arguments
        configuration.environment = request.environment
        configuration.network = request.network
        let input = HostPair.pipe()
        let output = HostPair.pipe()
        switch request.standardInput {
        case .bytes(let bytes):
            if !bytes.isEmpty { input.send(String(decoding: bytes, as: UTF8.self)) }
            input.closeWriter()
        case .open(let bytes):
            if !bytes.isEmpty { input.send(String(decoding: bytes, as: UTF8.self)) }
        }
        configuration.standardInput = .descriptor(input.reader)
        configuration.standardOutput = .descriptor(output.writer)
        let tree = TemporaryTree()
        for entry in request.root?.entries ?? [] {
            switch entry.content {
            case .file(let content): tree.file(entry.path, content)
            case .directory: tree.directory(entry.path)
            case .symbolicLink(let target): tree.link(entry.path, to: target)
            }
        }
        if request.root != nil {
            configuration.grants = [DirectoryGrant(host: tree.path, guest: "/", access: .readOnly)]
        }
        let unix = try UnixSystem(configuration)
        let interrupter = unix.interrupter
        let isReadOnly = request.root?.isReadOnly ?? false
        let before = try names(below: tree.path)
        let system = OverlaySystem(
            over: unix, maximumOpenFiles: request.maximumOpenFiles ?? 1024,
            maximumOpenDirectories: request.maximumOpenDirectories ?? 1024, isReadOnly: { _ in isReadOnly })
        return ConformanceSubject(
            system,
            finish: {
                withExtendedLifetime((input, tree)) {}
                if try names(below: tree.path) != before { throw ConformanceFailure("the directory below has changed") }
            },
            standardOutput: { output.receive() }, interrupt: { interrupter.interrupt() })
    }
}

/// What is in a directory of the host, with sizes: by a system that looks.
func names(below path: String) throws -> [String] {
    var configuration = UnixConfiguration()
    configuration.grants = [DirectoryGrant(host: path, guest: "/", access: .readOnly)]
    let system = try UnixSystem(configuration)
    var found: [String] = []
    var pending = ["."]
    while let directory = pending.popLast() {
        let guest = Guest(system)
        let fd = try guest.open(directory, options: .directory, rights: .directory)
        for name in try guest.list(fd) {
            let path = "\(directory)/\(name)"
            let attributes = try guest.attributes(path)
            if attributes.type == .directory { pending.append(path) }
            found.append("\(path) \(attributes.type) \(attributes.size) \(attributes.modificationTime.rawValue)")
        }
    }
    return found.sorted()
}
