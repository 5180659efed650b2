import Synchronization
import Testing
import WASIConformance
import WASICore
import WASIMiddleware

/// What one system was asked and has answered.
final class Tape {
    private(set) var bytes: [UInt8] = []
    private let header = RecordingHeader(producer: "test", moduleName: "case", moduleDigest: [], moduleByteCount: 0)
    private var recorder: Recorder?

    /// Stands in front of a system.
    func wrap(_ system: any SystemInterface) -> any SystemInterface {
        let recorder = Recorder(header, module: nil) { [unowned self] batch in bytes += batch.encoded() }
        self.recorder = recorder
        return recorder.wrapping(system)
    }

    /// Ends the recording.
    func finish() {
        recorder?.finish(RecordedEnding(.exited))
        recorder = nil
    }
}

/// Answers a case from a tape, with nothing behind it.
struct ReplayedWorld: ConformanceWorld {
    let features = UnixWorld().features
    let tape: Tape

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var output: [UInt8] = []
        let replay = Replay(try RecordingReader(RecordingBytes(tape.bytes))) { stream, bytes in
            guard stream == .standardOutput else { return }
            bytes.withUnsafeBytes { output += Array($0) }
        }
        return ConformanceSubject(
            replay.system,
            finish: {
                replay.finish(RecordedEnding(.exited))
                if let divergence = replay.divergence { throw ConformanceFailure("\(divergence)") }
            },
            standardOutput: {
                defer { output = [] }
                return output
            })
    }
}
