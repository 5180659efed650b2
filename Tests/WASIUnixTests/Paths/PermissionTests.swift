import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Permissions of the host", .enabled(if: geteuid() == 0, "only root can take a permission away from everybody else"))
struct PermissionTests {
    @Test("both resolvers are refused alike where a directory may not be searched or read")
    func refusedAlike() async {
        await #expect(processExitsWith: .success) {
            for seed in 300..<310 as Range<UInt64> {
                var generator = SandboxGenerator(seed: seed)
                let world = SandboxWorld()
                generator.fill("grant", of: world.tree, depth: 0)
                // Every directory loses some of its permissions; most keep the one to be searched.
                for path in directories(world.tree.absolute("grant")) {
                    chmod(path, generator.pick([0o755, 0o711, 0o711, 0o744, 0o700]))
                }
                chmod(world.tree.absolute("grant"), 0o711)
                // The process's real identity stays, so that it can be root again and remove the tree.
                guard seteuid(65534) == 0 else { fatalError("seteuid") }
                var denied = 0
                for _ in 0..<300 {
                    let path = generator.path()
                    if path.isEmpty || path.count >= 4096 || path.contains(0) { continue }
                    let text = path.map(CChar.init(bitPattern:)) + [0]
                    for flags in GeneratedPathTests.flags {
                        let answers = [PathResolverChoice.kernel, .components].map {
                            ResolverOracle.answer($0, text, beneath: world.root, flags)
                        }
                        guard answers[0] == answers[1] else {
                            fatalError("\(String(decoding: path, as: UTF8.self)) [\(flags)]: \(answers)")
                        }
                        if answers[0] == .failed(.host(.permissionDenied)) { denied += 1 }
                    }
                }
                guard seteuid(0) == 0 else { fatalError("seteuid") }
                guard denied > 0 else { fatalError("nothing was denied") }
            }
        }
    }
}

/// The directories below one, links not followed.
private func directories(_ path: String) -> [String] {
    snapshot(path, identity: false).compactMap { line in
        let parts = line.split(separator: " ")
        return parts.count > 1 && parts[1].hasPrefix("4") && parts[1].count == 5 ? path + "/" + parts[0] : nil
    }
}
