import CTestSupport
import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite(
    "Without openat2",
    .enabled(if: ctest_can_refuse_openat2() != 0, "this machine does not let a process filter its own system calls"))
struct SystemCallFilterTests {
    @Test("a kernel that does not know it (ENOSYS) is asked once, and the answers are the same")
    func unknown() async {
        await #expect(processExitsWith: .success) {
            try check(refusingWith: ENOSYS, seenAs: .noFunction)
            guard !KernelResolver.mayExist else { fatalError("ENOSYS was not remembered") }
        }
    }

    @Test("a filter that refuses it (EPERM) is asked every time, and the answers are the same")
    func filtered() async {
        await #expect(processExitsWith: .success) {
            try check(refusingWith: EPERM, seenAs: .notPermitted)
            guard KernelResolver.mayExist else { fatalError("EPERM was remembered") }
        }
    }
}

/// Runs the resolver's cases in a process that has no `openat2`. The filter belongs to the calling thread, so nothing here waits.
private func check(refusingWith number: Int32, seenAs errno: Errno) throws {
    let world = ResolverTests.world()
    guard ctest_refuse_openat2(number) == 0 else { fatalError("seccomp: \(Glibc.errno)") }
    guard world.resolve("file", .kernel) == .failed(errno) else { fatalError("the filter does nothing") }
    for each in ResolverTests.cases {
        let answer = world.resolve(each.path, .automatic, each.flags)
        guard answer == each.expected else { fatalError("\(each.testDescription): \(answer)") }
    }
    let call = PathCaller(system: world.system(.automatic))
    guard call.openFailure("dir/../file") == nil, call.openFailure("dir/out") == .notPermitted,
        try call.type("dir/up-to-file", .followSymlinks) == .regularFile, call.mkdir("dir/nested/new") == nil,
        call.openFailure("out/new", .create, .write) == .notPermitted, call.system.firstRefusal?.reason == .leadsOutside
    else { fatalError("a call") }
    guard world.outsideIsUntouched else { fatalError("the outside was touched") }
}
