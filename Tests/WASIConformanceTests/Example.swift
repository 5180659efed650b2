import Testing
import WASIConformance
import WASIUnix

/// Makes systems for the kit.
struct MyWorld: ConformanceWorld {
    // What MySystem has. Cases that need something else are skipped, and say so.
    let features: Set<ConformanceFeature> = [.sockets, .openFileLimit, .processorClocks]

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        // UnixSystem stands for MySystem.
        var configuration = UnixConfiguration()
        configuration.arguments = request.arguments
        configuration.environment = request.environment
        configuration.network = request.network
        configuration.maximumOpenFiles = request.maximumOpenFiles ?? 1024
        return ConformanceSubject(try UnixSystem(configuration))
    }
}

@Test("my system conforms", arguments: ConformanceSuite.all)
func mySystemConforms(_ one: ConformanceCase) throws {
    switch one.run(in: MyWorld()) {
    case .passed: break
    case .failed(let failure): Issue.record(failure)
    case .skipped(let reason): try Test.cancel("\(reason)")
    }
}
