import WASIConformance
import WASICore
import WASIMemory

/// Makes systems in memory for the kit.
struct MemoryWorld: ConformanceWorld {
    /// Everything that the kit knows but waiting for processor time.
    let features = Set(ConformanceFeature.allCases).subtracting([.processorClockWaits])
    /// The clock of each system.
    var clock: @Sendable () -> MemoryClock = { .host() }
    /// What is put in front of it.
    var wrap: @Sendable (any SystemInterface) -> any SystemInterface = { $0 }

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var configuration = MemoryConfiguration()
        configuration.arguments = request.arguments
        configuration.environment = request.environment
        configuration.network = request.network
        configuration.clock = clock()
        if let maximum = request.maximumOpenFiles { configuration.maximumOpenFiles = maximum }
        if let maximum = request.maximumOpenDirectories { configuration.maximumOpenDirectories = maximum }
        let input = MemoryPipe()
        switch request.standardInput {
        case .bytes(let bytes):
            input.write(bytes)
            input.closeWriting()
        case .open(let bytes): input.write(bytes)
        }
        let output = MemoryBuffer()
        configuration.standardInput = .pipe(input)
        configuration.standardOutput = .buffer(output)
        if let root = request.root {
            for entry in root.entries {
                switch entry.content {
                case .file(let bytes): try configuration.files.write(entry.path, bytes)
                case .directory: try configuration.files.createDirectory(entry.path)
                case .symbolicLink(let target): try configuration.files.createSymlink(entry.path, to: target)
                }
            }
            configuration.grants = [MemoryGrant("/", as: "/", access: root.isReadOnly ? .readOnly : .readWrite)]
        }
        let system = try MemorySystem(configuration)
        let interrupter = system.interrupter
        return ConformanceSubject(
            wrap(system), standardOutput: { output.bytes }, interrupt: { interrupter.interrupt() })
    }
}
