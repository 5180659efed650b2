import WASIProfile

/// One profile in the making.
struct GuestRecording: Sendable {
    private var builder: ProfileBuilder
    private var numbers: [Function: Int] = [:]
    private let begin: UInt64

    /// A function that was seen.
    enum Function: Hashable, Sendable {
        case guest(UInt32)
        case host(String)
        case engine(String)
    }

    init(program: String, interval: Int64, start: Int64, begin: UInt64, keepsMoments: Bool) {
        builder = ProfileBuilder(program: program, interval: interval, start: start, keepsMoments: keepsMoments)
        self.begin = begin
    }

    /// Notes where the guest was.
    ///
    /// - Parameter functions: The innermost first.
    mutating func note(
        _ functions: [Function], processor: Int64, elapsed: Int64, at time: UInt64, isWaiting: Bool,
        named name: (UInt32) -> String
    ) {
        let stack = functions.reversed().map { number(of: $0, named: name) }
        let offset = Int64(clamping: time) - Int64(clamping: begin)
        builder.note(
            stack, processor: processor, elapsed: min(elapsed, max(offset, 0)), at: max(offset, 0), isWaiting: isWaiting)
    }

    private mutating func number(of function: Function, named name: (UInt32) -> String) -> Int {
        if let known = numbers[function] { return known }
        let number =
            switch function {
            case .guest(let index): builder.add(Profile.Function(name(index), kind: .guest, index: index))
            case .host(let call): builder.add(Profile.Function(call, kind: .host))
            case .engine(let instruction): builder.add(Profile.Function(instruction, kind: .engine))
            }
        numbers[function] = number
        return number
    }

    /// What there is.
    func profile(at time: UInt64) -> Profile {
        var profile = builder.profile
        profile.duration = max(profile.duration, Int64(clamping: time) - Int64(clamping: begin))
        return profile
    }
}
