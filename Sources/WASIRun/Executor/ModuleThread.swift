import Synchronization
import WASIWasmtime

/// A thread that compiles the modules that come to an executor unprepared, one after the other.
final class ModuleThread: Sendable {
    private let work = Mutex<[@Sendable () -> Void]>([])
    private let isEnding = Atomic(false)
    private let bell: Bell

    init() throws(RunError) { bell = try Bell() }

    /// Makes a command's module ready.
    ///
    /// - Returns: The module, and the command with what a recording needs.
    func prepare(_ command: WASICommand) async throws(RunError) -> (PreparedModule, WASICommand) {
        var options = ModuleOptions(command)
        options.isInterruptible = true
        let wanted = options
        let outcome: Result<(PreparedModule, WASICommand), RunError> = await withCheckedContinuation { continuation in
            work.withLock { work in
                work.append {
                    continuation.resume(
                        returning: Result { () throws(RunError) in
                            let command = try GuestRecording.readable(command)
                            let module = try PreparedModule(
                                command.module, options: wanted, background: command.backgroundCompiler,
                                onCompilation: command.onCompilation)
                            return (module, command)
                        })
                }
            }
            bell.ring()
        }
        return try outcome.get()
    }

    func end() {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    /// What its thread does.
    func run() {
        while true {
            while let next = work.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { next() }
            if isEnding.load(ordering: .sequentiallyConsistent) { return }
            bell.wait(milliseconds: -1)
            bell.silence()
        }
    }
}
