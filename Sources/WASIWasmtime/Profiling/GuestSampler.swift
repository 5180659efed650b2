import CWasmtime
import HostThreads
import Synchronization
public import WASIProfile
public import WasmBinary

/// Looks where a guest is, again and again, and makes profiles of it.
///
/// The guest's code is the same as without: it is asked by a signal (SIGPROF) when it executes its own code, and looked at from outside
/// when it is in a host call, which is not disturbed. It is not slower than without but for what the signals take, some microseconds each.
///
/// Serves one guest. Can be used from any thread.
public final class GuestSampler: Sendable {
    /// How many times a second the guest is looked at while there is a recording.
    public let rate: Int

    private let guest: GuestInterrupter
    private let program: String
    private let code: GuestCode
    private let names: FunctionNames
    private let watchesCalls: Bool
    private let state = Mutex(State())

    private struct State {
        var recordings: [Recording: GuestRecording] = [:]
        var nextNumber = 0
        var thread: BackgroundThread?
        /// When the guest was last looked at, and what it had used of a processor.
        var lastTime: UInt64 = 0
        var lastProcessor: UInt64?
        /// Whether nobody has looked since a first recording began.
        var isFresh = false
        var isOver = false
        var random = SystemRandomNumberGenerator()
        var watched: WatchedCall?
        var hostNames: [UInt: String] = [:]
        var memory: GuestMemoryParts?
    }

    /// A profile in the making.
    public struct Recording: Hashable, Sendable {
        fileprivate var number: Int
    }

    /// Makes a sampler, which does nothing until ``start(keepsMoments:)``.
    ///
    /// - Parameters:
    ///   - guest: The handle of the guest, of which an instance may yet have to be made.
    ///   - module: What it is an instance of.
    ///   - program: What people call the program.
    ///   - names: The names of the module's functions; those that the compiled code has, which are cut after 96 characters, are taken for
    ///     what is missing.
    ///   - rate: How many times a second the guest is looked at, from 1 to 10,000.
    ///   - watchesCalls: Whether ``place()`` tells for how long the guest has been waiting, for which it is looked at ten times a second.
    /// - Throws: ``ProfilingError``.
    public init(
        _ guest: GuestInterrupter, module: WasmModule, program: String, names: FunctionNames = FunctionNames(),
        rate: Int = GuestSampler.usualRate, watchesCalls: Bool = false
    ) throws(ProfilingError) {
        self.guest = guest
        self.program = program
        self.names = names
        self.rate = min(max(rate, 1), GuestSampler.maximumRate)
        self.watchesCalls = watchesCalls
        code = GuestCode(module)
        guard code.isKnown else { throw .unknownCode }
        guard cwt_sampling_install() else { throw .signalTaken }
        if watchesCalls { try state.withLock { (state) throws(ProfilingError) in try launch(&state) } }
    }

    /// How many times a second a guest is looked at unless something else is asked for.
    public static let usualRate = 1000
    /// The most times a second.
    public static let maximumRate = 10_000

    /// Notes the instance, so that ``memory()`` can tell its sizes.
    public func observe(_ instance: WasmInstance) {
        let parts = GuestMemoryParts(instance)
        state.withLock { $0.memory = parts }
    }
}

// MARK: Recordings

extension GuestSampler {
    /// Begins a profile.
    ///
    /// - Parameter keepsMoments: Whether the course of things is kept.
    /// - Throws: ``ProfilingError/noThread``.
    public func start(keepsMoments: Bool = false) throws(ProfilingError) -> Recording {
        try state.withLock { (state) throws(ProfilingError) in
            let now = cwt_sample_clock()
            // The thread may be asleep, and what passes until it wakes up is nobody's.
            if state.recordings.isEmpty { state.isFresh = true }
            let recording = Recording(number: state.nextNumber)
            state.nextNumber += 1
            try launch(&state)
            state.recordings[recording] = GuestRecording(
                program: program, interval: 1_000_000_000 / Int64(rate), start: cwt_wall_clock(), begin: now,
                keepsMoments: keepsMoments)
            return recording
        }
    }

    /// What a recording has come to so far.
    public func profile(of recording: Recording) -> Profile? {
        state.withLock { $0.recordings[recording]?.profile(at: cwt_sample_clock()) }
    }

    /// Ends a recording.
    ///
    /// - Returns: The profile; `nil` if the recording has been ended before.
    public func finish(_ recording: Recording) -> Profile? {
        let (profile, thread) = state.withLock { state in
            let profile = state.recordings.removeValue(forKey: recording)?.profile(at: cwt_sample_clock())
            guard state.recordings.isEmpty, !watchesCalls || state.isOver else {
                return (profile, nil as BackgroundThread?)
            }
            defer { state.thread = nil }
            return (profile, state.thread)
        }
        // Outside the lock, since it waits for the thread, which may be waiting for the lock.
        withExtendedLifetime(thread) {}
        return profile
    }

    /// The guest is over, and must not be looked at any more. Recordings keep what they have.
    public func end() {
        let thread = state.withLock { state in
            state.isOver = true
            state.memory = nil
            defer { state.thread = nil }
            return state.thread
        }
        withExtendedLifetime(thread) {}
    }

    private func launch(_ state: inout State) throws(ProfilingError) {
        guard state.thread == nil, !state.isOver else { return }
        // The thread must not keep the sampler, whose end it waits for.
        state.thread = BackgroundThread { [weak self] end in
            while true {
                guard let pause = self?.tick() else { return }
                if cwt_wait(end, pause) { return }
            }
        }
        guard state.thread != nil else { throw .noThread }
    }
}

// MARK: Looking

extension GuestSampler {
    /// Where the guest is now. Takes up to a tenth of a second if its thread is kept from running.
    public func place() -> GuestPlace {
        for _ in 0..<100 {
            let place: GuestPlace? = state.withLock { state in
                guard !state.isOver else { return GuestPlace() }
                let result = unsafe cwt_sample_take(guest.control)
                if result == CWT_SAMPLE_PENDING { return nil }
                guard result == CWT_SAMPLE_READY, let look = look(&state) else { return GuestPlace() }
                record(look, &state)
                var place = GuestPlace()
                place.isRunning = true
                place.call = look.call
                place.functions = look.functions.map(described)
                if let call = look.call, let watched = state.watched, watched.call == call {
                    place.waiting = watched.duration(at: look.time)
                }
                return place
            }
            if let place { return place }
            _ = cwt_wait(-1, 1_000_000)
        }
        return GuestPlace()
    }

    /// The sizes of the guest's memories and tables; `nil` when there is no guest.
    public func memory() -> MemoryProfile? {
        state.withLock { state -> MemoryProfile? in
            guard !state.isOver, let memory = state.memory else { return nil }
            return MemoryProfile(program: program, parts: memory.measured(), start: cwt_wall_clock())
        }
    }

    /// What was seen at a look.
    private struct Look {
        var time: UInt64
        var processor: UInt64
        /// The innermost first.
        var functions: [GuestRecording.Function]
        var call: String?
        /// Whether it was in a host call and its thread had no processor.
        var isWaiting = false
    }

    /// Looks once.
    ///
    /// - Returns: How long to wait until the next look, in nanoseconds.
    private func tick() -> UInt64 {
        state.withLock { state in
            if watchesCalls { unsafe WatchedCall.update(&state.watched, guest.control) }
            guard !state.recordings.isEmpty else { return 100_000_000 }
            if state.isFresh { (state.lastTime, state.lastProcessor, state.isFresh) = (cwt_sample_clock(), nil, false) }
            let result = unsafe cwt_sample_take(guest.control)
            if result == CWT_SAMPLE_READY, let look = look(&state) {
                record(look, &state)
            } else if result == CWT_SAMPLE_NONE {
                // The time in which it does not run is not the guest's.
                (state.lastTime, state.lastProcessor) = (cwt_sample_clock(), nil)
            }
            // From nothing to twice the usual: a program that does something a thousand times a second must not always be looked at in
            // the same part of it, and waking up goes together with what the program does where processors are few.
            return state.random.next() % (2_000_000_000 / UInt64(rate))
        }
    }

    private func record(_ look: Look, _ state: inout State) {
        let elapsed = Int64(clamping: look.time) - Int64(clamping: state.lastTime)
        var processor = look.call == nil ? elapsed : 0
        if let last = state.lastProcessor { processor = Int64(clamping: look.processor) - Int64(clamping: last) }
        processor = max(processor, 0)
        (state.lastTime, state.lastProcessor) = (look.time, look.processor)
        for recording in state.recordings.keys {
            state.recordings[recording]?.note(
                look.functions, processor: processor, elapsed: elapsed, at: look.time, isWaiting: look.isWaiting,
                named: name(of:))
        }
    }

    /// Understands the sample that was taken.
    private func look(_ state: inout State) -> Look? {
        guard let sample = unsafe guest.control.pointee.sample else { return nil }
        let inCode = unsafe Int(sample.pointee.place) == CWT_IN_CODE
        var look = unsafe Look(
            time: sample.pointee.time, processor: sample.pointee.processor_time, functions: [], call: nil)
        if unsafe Int(sample.pointee.place) == CWT_IN_CALL, let call = unsafe sample.pointee.call {
            let address = UInt(bitPattern: call)
            let name = unsafe state.hostNames[address] ?? String(cString: call)
            state.hostNames[address] = name
            look.call = name
            look.isWaiting = unsafe !sample.pointee.is_on_processor
            look.functions.append(.host(name))
        }
        var instruction: String?
        let count = unsafe min(sample.pointee.count, Int(CWT_MAXIMUM_FRAMES))
        unsafe withUnsafePointer(to: &sample.pointee.frames) { frames in
            unsafe frames.withMemoryRebound(to: UInt.self, capacity: count) { frames in
                for index in 0..<count {
                    // A return address may be that of the next function.
                    let address = unsafe frames[index] &- (index == 0 && inCode ? 0 : 1)
                    switch code.place(of: address) {
                    case .function(let number): look.functions.append(.guest(number))
                    case .instruction(let name): if index < 2 { instruction = name }
                    case .passage, nil: break
                    }
                }
            }
        }
        if unsafe Int(sample.pointee.place) == CWT_IN_ENGINE {
            look.functions.insert(.engine(instruction ?? "(engine)"), at: 0)
        }
        return look
    }

    private func name(of function: UInt32) -> String {
        names.names[function] ?? code.names[function] ?? "function \(function)"
    }

    private func described(_ function: GuestRecording.Function) -> Profile.Function {
        switch function {
        case .guest(let index): Profile.Function(name(of: index), kind: .guest, index: index)
        case .host(let call): Profile.Function(call, kind: .host)
        case .engine(let instruction): Profile.Function(instruction, kind: .engine)
        }
    }
}
