import WASICore
import WASIMiddleware

/// What is put between the program and the system, apart from what only watches.
struct WrapperPlan: Hashable {
    var written: SizeArgument?
    var files: UInt64?
    var determinism: Determinism?
    var chaos: ChaosOptions?
    /// The file that gets a line for each fault.
    var chaosLog: String?

    init() {}

    /// Understands the options.
    init(_ experiment: ExperimentOptions?, _ quota: QuotaOptions?) throws(CommandFailure) {
        if let quota { try add(quota) }
        if let experiment { try add(experiment) }
    }

    private mutating func add(_ quota: QuotaOptions) throws(CommandFailure) {
        if let text = quota.written { written = try SizeArgument(text, option: "--max-written") }
        files = quota.files
    }

    private mutating func add(_ experiment: ExperimentOptions) throws(CommandFailure) {
        if experiment.isDeterministic || experiment.seed != nil {
            let text = experiment.seed ?? "0"
            guard let seed = UInt64(text) else {
                throw .usage("--deterministic=\(text.visible): the seed must be a whole number from 0 on")
            }
            determinism = Determinism(seed: seed)
        }
        chaosLog = experiment.chaosLog
        if !experiment.chaos.isEmpty || chaosLog != nil {
            do throws(ChaosOptionsError) {
                chaos = try ChaosOptions(experiment.chaos.joined(separator: ";"))
            } catch {
                throw .usage("--chaos: \(error.description)")
            }
        }
    }

    /// What the program may use up; `nil` if it may use everything.
    var limits: QuotaLimits? {
        guard written != nil || files != nil else { return nil }
        var limits = QuotaLimits()
        limits.writtenBytes = written.map { UInt64(clamping: $0.byteCount) }
        limits.createdFiles = files
        return limits
    }
}
