import Testing
import WASIConformance

@Suite("The real operating system conforms")
struct UnixConformanceTests {
    @Test("a case of the kit", arguments: ConformanceSuite.all)
    func conforms(_ one: ConformanceCase) throws {
        switch one.run(in: UnixWorld()) {
        case .passed: break
        case .failed(let failure): Issue.record(failure)
        case .skipped(let reason): try Test.cancel("\(reason)")
        }
    }
}
