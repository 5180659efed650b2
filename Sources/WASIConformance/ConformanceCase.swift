public import WASICore

/// Something that every system must do.
public struct ConformanceCase: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence without a full stop. No two cases have the same.
    public let name: String
    /// The calls that it is mostly about.
    public let family: CallFamily
    /// What the system must have for it.
    public let needs: Set<ConformanceFeature>
    /// What the system must not have for it: the case says what happens without. A system that has it after all skips the case.
    public let lacks: Set<ConformanceFeature>
    /// The system that it wants.
    public let request: SystemRequest

    private let body: @Sendable (Guest) throws -> Void

    init(
        _ name: String, _ family: CallFamily, needs: Set<ConformanceFeature> = [], lacks: Set<ConformanceFeature> = [],
        request: SystemRequest = SystemRequest(), _ body: @escaping @Sendable (Guest) throws -> Void
    ) {
        self.name = name
        self.family = family
        self.needs = needs
        self.lacks = lacks
        self.request = request
        self.body = body
    }

    public var description: String { name }

    /// Runs the case with a fresh system of a world, on the calling thread.
    public func run(in world: some ConformanceWorld) -> ConformanceOutcome {
        let features = world.features
        if let missing = list(needs.subtracting(features)) { return .skipped("the system does not have \(missing)") }
        if let present = list(lacks.intersection(features)) { return .skipped("the system has \(present)") }
        let (outcome, finish) = play(in: world)
        guard let finish else { return outcome }
        let end = self.outcome(of: finish)
        // What is left open after a failure follows from the failure.
        if case .passed = outcome { return end }
        return outcome
    }

    /// Makes the system and uses it. Nobody here holds it any longer when this returns, so that the world can look what is left.
    private func play(in world: some ConformanceWorld) -> (outcome: ConformanceOutcome, finish: (() throws -> Void)?) {
        do {
            let subject = try world.makeSubject(request)
            return (outcome { try body(Guest(subject, features: world.features)) }, subject.finish)
        } catch let skip as ConformanceSkip {
            return (.skipped(skip.reason), nil)
        } catch {
            return (.failed(ConformanceFailure("the world could not make the system: \(error)")), nil)
        }
    }

    private func outcome(of body: () throws -> Void) -> ConformanceOutcome {
        do {
            try body()
            return .passed
        } catch let failure as ConformanceFailure {
            return .failed(failure)
        } catch let failure as CallFailure {
            return .failed(failure.asFailure)
        } catch let skip as ConformanceSkip {
            return .skipped(skip.reason)
        } catch {
            return .failed(ConformanceFailure("\(error)"))
        }
    }
}

/// Features in one phrase; `nil` for none.
private func list(_ features: Set<ConformanceFeature>) -> String? {
    features.isEmpty ? nil : features.map(\.rawValue).sorted().joined(separator: ", ")
}
