import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Descriptors of the host")
struct DescriptorLimitTests {
    @Test(
        "10,000 calls of every kind with room for 64 descriptors neither leak nor alias one",
        arguments: [PathResolverChoice.kernel, .components])
    func manyCalls(_ resolver: PathResolverChoice) async {
        switch resolver {
        case .kernel: await #expect(processExitsWith: .success) { try exhaust(.kernel) }
        default: await #expect(processExitsWith: .success) { try exhaust(.components) }
        }
    }
}

private func exhaust(_ resolver: PathResolverChoice) throws {
    let world = SandboxWorld()
    world.tree.directory("grant/dir")
    world.tree.directory("grant/dir/sub")
    world.tree.file("grant/dir/file", "x")
    world.tree.link("grant/dir/link", to: "sub/../file")
    world.tree.link("grant/out", to: "dir/../..")
    let call = PathCaller(system: world.system(resolver))
    var limit = rlimit(rlim_cur: 64, rlim_max: 64)
    guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { fatalError("setrlimit") }
    let before = OpenDescriptors().within(world.tree)
    for _ in 0..<10_000 {
        let dot = try call.open(".", .directory, [])
        let again = try call.open("dir/sub/..", .directory, [])
        let first = try call.system.table.file(dot).host, second = try call.system.table.file(again).host
        guard first != second, first != world.root else { fatalError("an alias") }
        try call.close(dot)
        try call.close(again)
        guard try call.readLink("dir/link") == "sub/../file" else { fatalError("readlink") }
        guard try call.type("dir/link", .followSymlinks) == .regularFile else { fatalError("stat") }
        guard call.openFailure("out/x", .create) == .notPermitted else { fatalError("escape") }
        guard call.mkdir("dir/sub/../sub") == .fileExists else { fatalError("mkdir") }
        guard call.rename("dir/./file", "dir/sub/../file") == nil else { fatalError("rename") }
        guard call.setTimes("dir/link", 1, .followSymlinks) == nil else { fatalError("times") }
        guard call.unlink("dir/sub/") == .isDirectory else { fatalError("unlink") }
    }
    guard OpenDescriptors().within(world.tree) == before else { fatalError("a leak") }
}
