import WASICore
import WASIMiddleware
import WASIWasmtime

/// The recording of one guest's run.
final class GuestRecording {
    private let recorder: Recorder
    private let target: Target
    private let recording: RunRecording
    private let stopsOnSignals: Bool

    /// Where batches go, once there is a file.
    private final class Target {
        var file: RecordingFile?
    }

    /// A command with its module as bytes, which are those that are recorded, if it is to be recorded at all.
    static func readable(_ command: WASICommand) throws(RunError) -> WASICommand {
        guard let recording = command.recording else { return command }
        if case .prepared(let module) = command.module {
            throw .recording(
                recording.path,
                reason: "the bytes of \"\(module.name.visible)\" are not kept in its prepared form; record the file instead")
        }
        let bytes = try command.module.read()
        var readable = command
        readable.programName = command.programName ?? command.module.baseName
        readable.module = .bytes(bytes, name: command.module.name)
        return readable
    }

    /// Gets ready to record a run of a ``readable(_:)`` command, if it wants that.
    convenience init?(_ command: WASICommand) {
        guard let recording = command.recording, case .bytes(let bytes, _) = command.module else { return nil }
        self.init(command, recording, module: bytes)
    }

    /// Gets ready; nothing is written yet.
    ///
    /// - Parameter module: The bytes that the guest is made of.
    private init(_ command: WASICommand, _ recording: RunRecording, module: [UInt8]) {
        var header = RecordingHeader(
            producer: "swift-wasi", moduleName: command.module.name, moduleDigest: ModuleDigest(of: module).bytes,
            moduleByteCount: module.count)
        header.arguments = [command.programName ?? command.module.baseName] + command.arguments
        header.environment = command.environment
        header.note(command)
        let target = Target()
        self.target = target
        self.recording = recording
        stopsOnSignals = command.stopsOnSignals
        recorder = Recorder(header, module: recording.includesModule ? module : nil) { batch in target.file?.add(batch) }
    }

    /// The system for what stands between it and the recording.
    func observed(_ base: any SystemInterface) -> any SystemInterface { recorder.observed(base) }

    /// Creates the file and begins.
    ///
    /// - Returns: The system for the guest.
    func begin(_ system: any SystemInterface, _ guest: GuestInterrupter) throws(RunError) -> any SystemInterface {
        let onFailure = recording.onFailure
        do throws(HostReadError) {
            target.file = try RecordingFile(recording.path) { reason in onFailure?(reason) }
        } catch {
            throw .recording(recording.path, reason: error.reason)
        }
        if stopsOnSignals {
            // Called on the guest's thread, outside every call: nobody else uses the recorder then.
            nonisolated(unsafe) let recording = self
            ProcessSignals.beforeEnding {
                _ = unsafe recording.finish(.interrupted(guest.reason ?? .caller))
            }
        }
        return recorder.wrapping(system)
    }

    /// Ends the recording, if it has begun.
    ///
    /// - Returns: Why not all of it could be written; `nil` if it is whole.
    func finish(_ status: ExitStatus) -> String? {
        guard let file = target.file else { return nil }
        recorder.finish(RecordedEnding(status))
        target.file = nil
        return file.finish()
    }
}
