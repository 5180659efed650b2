public import WASICore

/// Runs cases one after the other.
public enum ConformanceRunner {
    /// Runs cases, each with a fresh system of `world`, on the calling thread.
    ///
    /// - Parameters:
    ///   - cases: What is run. Default: everything.
    ///   - world: Makes the systems.
    ///   - observe: Is shown each result when it is there. Default: nobody looks.
    public static func run(
        _ cases: [ConformanceCase] = ConformanceSuite.all, in world: some ConformanceWorld,
        observe: (ConformanceReport.Entry) -> Void = { _ in }
    ) -> ConformanceReport {
        var report = ConformanceReport()
        for one in cases {
            let entry = ConformanceReport.Entry(name: one.name, family: one.family, outcome: one.run(in: world))
            observe(entry)
            report.entries.append(entry)
        }
        return report
    }
}

/// What has come of a run.
public struct ConformanceReport: Hashable, Sendable, CustomStringConvertible {
    /// What has come of one case.
    public struct Entry: Hashable, Sendable {
        /// The case, as a sentence.
        public var name: String
        /// The calls that it is about.
        public var family: CallFamily
        /// How it went.
        public var outcome: ConformanceOutcome

        /// Makes an entry of its parts.
        public init(name: String, family: CallFamily, outcome: ConformanceOutcome) {
            self.name = name
            self.family = family
            self.outcome = outcome
        }
    }

    /// In the order of the run.
    public var entries: [Entry] = []

    /// A report of no cases.
    public init() {}

    /// The names of the cases that passed.
    public var passed: [String] { entries.filter { $0.outcome == .passed }.map(\.name) }
    /// The names of the cases that failed, with what went wrong.
    public var failures: [(name: String, failure: ConformanceFailure)] {
        entries.compactMap { entry in
            if case .failed(let failure) = entry.outcome { (entry.name, failure) } else { nil }
        }
    }
    /// The names of the cases that were skipped, with the reasons.
    public var skips: [(name: String, reason: String)] {
        entries.compactMap { entry in
            if case .skipped(let reason) = entry.outcome { (entry.name, reason) } else { nil }
        }
    }

    /// Every failure with its place, the reasons of what was skipped with their numbers, and a last line with the sums.
    public var description: String {
        var lines = failures.map { "failed: \($0.name)\n    \($0.failure)" }
        var reasons: [String: Int] = [:]
        for skip in skips { reasons[skip.reason, default: 0] += 1 }
        lines += reasons.sorted { $0.key < $1.key }.map { "skipped \($0.value): \($0.key)" }
        lines.append("\(passed.count) passed, \(failures.count) failed, \(skips.count) skipped")
        return lines.joined(separator: "\n")
    }
}
