import WASICore
import WASIMiddleware
import WASIUnix
import WASIWasmtime

/// The replay of a run by one guest.
final class GuestReplay {
    private let replay: Replay
    /// A system with nothing but the standard streams.
    private let unix: UnixSystem
    /// Whether the guest was stopped because nothing was left to be answered.
    private var hasStopped = false

    /// Opens the recording.
    ///
    /// - Parameter streams: Where the guest's output goes.
    init(_ path: String, _ streams: RunStreams) throws(RunError) {
        var configuration = UnixConfiguration()
        configuration.standardOutput = streams.output
        configuration.standardError = streams.error
        do throws(ConfigurationError) { unix = try UnixSystem(configuration) } catch { throw .grant(error) }
        let outputs = streams.put(before: unix)
        replay = Replay(try RecordingReader(path: path, readsModule: false)) { stream, bytes in
            outputs.writeAll(bytes, to: stream)
        }
    }

    /// The guest's system.
    var system: any SystemInterface { replay.system }

    /// Ends the waiting of what is written.
    var interrupter: Interrupter { unix.interrupter }

    /// Begins; a guest that has nothing to be answered is stopped at once.
    func begin(_ guest: GuestInterrupter) {
        replay.onStop = { [unowned self] ending in
            hasStopped = true
            guest.interrupt(ending.map { StopReason(recorded: $0.code) } ?? .caller)
        }
        replay.begin()
    }

    /// Compares what a run has come to with what was recorded.
    func finish(_ status: ExitStatus) -> Divergence? {
        // Who has the replay stopped knows that it did not come to its end.
        if case .interrupted = status, !hasStopped { return nil }
        replay.finish(RecordedEnding(status))
        return replay.divergence
    }
}

extension RecordingReader {
    /// Opens a file.
    ///
    /// - Throws: ``RunError/notFound(module:)``, ``RunError/notReplayable(_:reason:)``.
    package convenience init(path: String, readsModule: Bool = true) throws(RunError) {
        let source: RecordingFileSource
        do throws(HostReadError) {
            source = try RecordingFileSource(path)
        } catch {
            throw error.isAbsence
                ? .notFound(module: path) : .notReplayable(path, reason: "it cannot be read: \(error.reason)")
        }
        do throws(RecordingError) {
            try self.init(source, readsModule: readsModule)
        } catch {
            throw .notReplayable(path, reason: error.description)
        }
    }
}
