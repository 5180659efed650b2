import Synchronization
import WASIMiddleware
import WASIRun

/// What a plan puts between the program and the system.
///
/// A call of the program passes, one behind the other:
///
/// 1. `--max-output`, which stops the program before anybody else hears of what it wants to write
/// 2. `--stats`, which counts and times the program's calls, with all that is done about them
/// 3. `--trace`, which shows each call as the program sees it, faults and all
/// 4. `--chaos`, whose faults the system never hears of, and whose delays go by the program's own clock
/// 5. `--deterministic`: randomness, clocks, files
/// 6. `--max-written`, `--max-files`: what is written and made in truth
/// 7. the system
struct RunWrappers {
    private let plan: WrapperPlan
    private let quota: Quota?
    private let log: OutputFile?
    private let faults = FaultNotes()

    init(_ plan: WrapperPlan) throws(CommandFailure) {
        self.plan = plan
        quota = plan.limits.map { Quota($0) }
        log = try plan.chaosLog.map { (path) throws(CommandFailure) in try OutputFile(path, option: "--chaos-log") }
    }

    /// Puts them there, before what only watches.
    func attach(to command: inout WASICommand) {
        if let quota { command.wrappers.append { quota.wrapping($0) } }
        if let determinism = plan.determinism { command.wrappers.append { determinism.wrapping($0) } }
        if let options = plan.chaos {
            command.wrappers.append { [log, faults] system in
                let chaos = Chaos(options) { fault in
                    faults.note(fault)
                    log?.print(fault.description)
                }
                return chaos.wrapping(system)
            }
        }
    }

    /// What may have made a program fail, each as a sentence without a full stop.
    var notes: [String] {
        var notes: [String] = []
        if let quota, quota.isExceeded(.writtenBytes), let text = plan.written?.text {
            notes.append("the program was refused to write more to files than --max-written \(text) allows")
        }
        if let quota, quota.isExceeded(.createdFiles), let count = plan.files {
            notes.append("the program was refused to make more files than --max-files \(count) allows")
        }
        if let text = faults.text { notes.append(text) }
        return notes
    }
}

/// How many faults were made, and which was the last.
private final class FaultNotes: Sendable {
    private let state = Mutex<(count: Int, last: ChaosFault?)>((0, nil))

    func note(_ fault: ChaosFault) { state.withLock { $0 = ($0.count + 1, fault) } }

    var text: String? {
        state.withLock { state in
            guard let last = state.last else { return nil }
            let what = state.count == 1 ? "one fault" : "\(state.count) faults, at last"
            return "--chaos has made \(what): \(last)"
        }
    }
}
