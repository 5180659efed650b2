import Testing
import WASIConformance
import WASIMemory

@Suite("Systems made of systems conform")
struct CompositionConformanceTests {
    @Test("a case of the kit, with the root directory in a mounted system", arguments: ConformanceSuite.all)
    func mounted(_ one: ConformanceCase) throws { try check(one, in: MountedWorld()) }

    @Test("a case of the kit, on an overlay over a directory of the host", arguments: ConformanceSuite.all)
    func overlay(_ one: ConformanceCase) throws { try check(one, in: OverlayWorld()) }
}
