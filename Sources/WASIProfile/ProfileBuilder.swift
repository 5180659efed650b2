/// Collects what is seen of a program, and makes a profile of it.
public struct ProfileBuilder: Sendable {
    /// What has been collected.
    public private(set) var profile: Profile
    private var numbers: [Edge: Int] = [:]
    private var samples: [Place: Int] = [:]
    /// How many moments are left out between two that are kept, plus one.
    private var stride = 1
    private var skipped = 0
    private var skippedProcessor: Int64 = 0
    private var skippedElapsed: Int64 = 0
    /// Time of a processor that was used between two looks at which the program was waiting.
    private var unassigned: Int64 = 0
    private let keepsMoments: Bool

    /// The most calls that are kept apart: what comes later goes to the calls that are there. A program that calls itself in ever other
    /// ways must not take more and more of its host's memory.
    private static let maximumCalls = 1 << 20
    /// The most moments that are kept. When they are reached, every second one is given up, and from then on as many are left out.
    private static let maximumMoments = 1 << 20

    private struct Edge: Hashable {
        var caller: Int
        var function: Int
    }

    private struct Place: Hashable {
        var call: Int
        var isWaiting: Bool
    }

    /// Begins a profile.
    ///
    /// - Parameters:
    ///   - program: What people call the program.
    ///   - interval: How much time is between two looks, in nanoseconds.
    ///   - start: When it begins, in nanoseconds since 1970.
    ///   - keepsMoments: Whether the course of things is kept, which ``Profile/firefox()`` shows.
    public init(program: String, interval: Int64, start: Int64, keepsMoments: Bool = false) {
        profile = Profile(program: program, interval: interval, start: start)
        self.keepsMoments = keepsMoments
    }

    /// Adds a function; the numbers begin at 0.
    public mutating func add(_ function: Profile.Function) -> Int {
        profile.functions.append(function)
        return profile.functions.count - 1
    }

    /// Notes where the program was.
    ///
    /// - Parameters:
    ///   - functions: The functions' numbers, outermost first. Nothing is noted of none.
    ///   - processor: How long it kept a processor busy since the last look, in nanoseconds. What somebody uses who is found waiting was
    ///     used elsewhere, before: it goes to where the program is next found running.
    ///   - elapsed: How much time has passed since the last look, in nanoseconds.
    ///   - offset: When, in nanoseconds since the beginning.
    ///   - isWaiting: Whether it was waiting for something outside.
    public mutating func note(
        _ functions: [Int], processor: Int64, elapsed: Int64, at offset: Int64, isWaiting: Bool
    ) {
        unassigned += max(processor, 0)
        guard let call = number(of: functions) else { return }
        profile.duration = max(profile.duration, offset)
        let used = isWaiting ? 0 : unassigned
        unassigned -= used
        let elapsed = max(elapsed, 0)
        add(Place(call: call, isWaiting: isWaiting), processor: used, elapsed: elapsed)
        if keepsMoments {
            keep(Profile.Moment(offset: offset, call: call, isWaiting: isWaiting, processor: used, elapsed: elapsed))
        }
    }

    private mutating func add(_ place: Place, processor: Int64, elapsed: Int64) {
        let index: Int
        if let known = samples[place] {
            index = known
        } else {
            index = profile.samples.count
            samples[place] = index
            profile.samples.append(Profile.Sample(call: place.call, isWaiting: place.isWaiting, time: Profile.Time()))
        }
        var time = Profile.Time()
        time.count = 1
        time.processor = processor
        time.elapsed = elapsed
        profile.samples[index].time.add(time)
    }

    /// The number of a stack's innermost call.
    private mutating func number(of functions: [Int]) -> Int? {
        var caller: Int?
        for function in functions where profile.functions.indices.contains(function) {
            let edge = Edge(caller: caller ?? -1, function: function)
            if let known = numbers[edge] {
                caller = known
                continue
            }
            guard profile.calls.count < ProfileBuilder.maximumCalls else { break }
            profile.calls.append(Profile.Call(caller: caller, function: function))
            caller = profile.calls.count - 1
            numbers[edge] = caller
        }
        return caller
    }

    private mutating func keep(_ moment: Profile.Moment) {
        skipped += 1
        skippedProcessor += moment.processor
        skippedElapsed += moment.elapsed
        guard skipped >= stride else { return }
        var moment = moment
        moment.processor = skippedProcessor
        moment.elapsed = skippedElapsed
        skipped = 0
        skippedProcessor = 0
        skippedElapsed = 0
        profile.moments.append(moment)
        guard profile.moments.count >= ProfileBuilder.maximumMoments else { return }
        var kept: [Profile.Moment] = []
        kept.reserveCapacity(profile.moments.count / 2)
        for index in Swift.stride(from: 1, to: profile.moments.count, by: 2) {
            var later = profile.moments[index]
            later.processor += profile.moments[index - 1].processor
            later.elapsed += profile.moments[index - 1].elapsed
            kept.append(later)
        }
        profile.moments = kept
        stride *= 2
    }
}
