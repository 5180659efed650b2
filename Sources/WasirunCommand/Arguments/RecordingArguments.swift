import WASICore
import WASIRun

/// Where a run is recorded.
struct RecordingArguments: Hashable {
    var path: String
    var includesModule: Bool

    init(_ options: RecordOptions) {
        path = options.output
        includesModule = !options.leavesModuleOut
    }
}

extension RunRecording {
    /// The facade's form of it; tells a person at once what goes wrong.
    init(_ arguments: RecordingArguments) {
        self.init(arguments.path)
        includesModule = arguments.includesModule
        onFailure = { reason in
            StandardError.print(
                "wasirun: the recording \"\(arguments.path.visible)\" cannot be written any further: \(reason); the program goes on without being recorded"
            )
        }
    }
}
