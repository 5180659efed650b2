import Synchronization
public import WASIProfile
public import WASIWasmtime
import WasmBinary

/// Tells where a program spends its time, after its run or during it.
///
/// ```swift
/// let profiler = RunProfiler()
/// command.profiler = profiler
/// let result = try command.run()
/// let picture = profiler.profile()?.flameGraph()
/// ```
///
/// The program is looked at ``rate`` times a second: asked by SIGPROF when it executes its own code, from outside when it is in a host
/// call, which is not disturbed. Its code is the same as without, so that code from the cache is used, and nothing is compiled anew.
/// The process must have no other use for SIGPROF; a run fails otherwise.
///
/// Serves one run at a time. Can be used from any thread.
public final class RunProfiler: Sendable {
    /// How many times a second the program is looked at.
    public let rate: Int
    /// Whether the whole run is recorded, for ``profile()``. What ``start(keepsMoments:)`` begins is recorded in any case.
    public let recordsRun: Bool
    /// Whether the course of the whole run is kept, which a profile for Firefox shows.
    public let keepsMoments: Bool
    /// Whether ``place()`` tells for how long a program has been waiting.
    public let watchesCalls: Bool

    private let state = Mutex(State())

    private struct State {
        var sampler: GuestSampler?
        var recording: GuestSampler.Recording?
        var isAttached = false
        /// Of the run that is over.
        var profile: Profile?
    }

    /// Makes a profiler.
    ///
    /// - Parameters:
    ///   - rate: How many times a second the program is looked at, from 1 to 10,000.
    ///   - recordsRun: See ``recordsRun``.
    ///   - keepsMoments: See ``keepsMoments``.
    ///   - watchesCalls: See ``watchesCalls``. Takes a thread that looks ten times a second.
    public init(
        rate: Int = GuestSampler.usualRate, recordsRun: Bool = true, keepsMoments: Bool = false, watchesCalls: Bool = false
    ) {
        self.rate = rate
        self.recordsRun = recordsRun
        self.keepsMoments = keepsMoments
        self.watchesCalls = watchesCalls
    }

    /// What is known of the present run, or of the last one; `nil` before the first, and if runs are not recorded.
    public func profile() -> Profile? {
        state.withLock { state in
            if let sampler = state.sampler, let recording = state.recording { return sampler.profile(of: recording) }
            return state.profile
        }
    }

    /// Begins a profile of the present run, beside that of the whole.
    ///
    /// - Throws: ``WASIWasmtime/ProfilingError``.
    /// - Returns: `nil` if nothing runs.
    public func start(keepsMoments: Bool = false) throws(ProfilingError) -> LiveProfile? {
        guard let sampler = state.withLock({ $0.sampler }) else { return nil }
        return LiveProfile(sampler: sampler, recording: try sampler.start(keepsMoments: keepsMoments))
    }

    /// Where the program is now; `nil` if nothing runs.
    public func place() -> GuestPlace? { state.withLock { $0.sampler }?.place() }

    /// The sizes of the program's memories; `nil` if nothing runs.
    public func memory() -> MemoryProfile? { state.withLock { $0.sampler }?.memory() }
}

/// A profile of a program that is running.
public struct LiveProfile: Sendable {
    fileprivate let sampler: GuestSampler
    fileprivate let recording: GuestSampler.Recording

    /// Ends it.
    ///
    /// - Returns: The profile, until the end of the run if that has come; `nil` if it has been ended before.
    public func finish() -> Profile? { sampler.finish(recording) }
}

extension RunProfiler {
    /// Begins with a run.
    func attach(_ guest: GuestInterrupter, _ module: WasmModule, _ source: ModuleSource) throws(RunError) {
        do throws(ProfilingError) {
            // Of what can only be read once, the compiled code has the names, if not all of their letters.
            let names = source.functionNames()
            try state.withLock { (state) throws(ProfilingError) in
                guard !state.isAttached else { throw .inUse }
                let sampler = try GuestSampler(
                    guest, module: module, program: source.baseName, names: names, rate: rate, watchesCalls: watchesCalls)
                state.recording = recordsRun ? try sampler.start(keepsMoments: keepsMoments) : nil
                state.sampler = sampler
                state.isAttached = true
                state.profile = nil
            }
        } catch {
            throw .system("the program cannot be profiled: \(error)")
        }
    }

    /// Notes the instance, when there is one.
    func observe(_ instance: WasmInstance) { state.withLock { $0.sampler }?.observe(instance) }

    /// Ends with a run.
    func detach() {
        let sampler = state.withLock { state in
            let sampler = state.sampler
            if let sampler, let recording = state.recording { state.profile = sampler.finish(recording) }
            (state.sampler, state.recording, state.isAttached) = (nil, nil, false)
            return sampler
        }
        sampler?.end()
    }
}

extension ModuleSource {
    /// The names of the module's functions; none if it cannot be read, or not again.
    fileprivate func functionNames() -> FunctionNames {
        if case .standardInput = self { return FunctionNames() }
        guard let bytes = try? read(), let binary = try? self.binary(of: bytes) else { return FunctionNames() }
        return FunctionNames(binary)
    }
}
