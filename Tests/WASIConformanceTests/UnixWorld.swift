import TestSupport
import WASIConformance
import WASICore
import WASIUnix

/// Makes systems of the real operating system for the kit.
struct UnixWorld: ConformanceWorld {
    let features = UnixWorld.available

    private static let available: Set<ConformanceFeature> = [
        .standardStreams, .collectedOutput, .files, .openFileLimit, .openDirectoryLimit, .processorClocks,
    ]

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
        let watchdog = Watchdog(system.interrupter)
        return ConformanceSubject(system, standardOutput: { output.receive() }) {
            watchdog.stop()
            // Held for the system until now.
            withExtendedLifetime(input) {}
            guard let tree else { return }
            let open = OpenDescriptors().within(tree)
            if !open.isEmpty { throw ConformanceFailure("the system has left open: \(open.joined(separator: ", "))") }
        }
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
