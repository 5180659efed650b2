public import WASICore

/// All cases.
///
/// They are grouped by subject, one file each, below `Cases`.
public enum ConformanceSuite {
    /// Every case of every family.
    public static let all: [ConformanceCase] =
        ProgramCases.all + ClockCases.all + RandomCases.all + ProcessCases.all
        + DescriptorCases.all + PathCases.all + DirectoryCases.all + LimitCases.all + PollCases.all + SocketCases.all

    /// The cases of some families.
    public static func cases(of families: CallFamily...) -> [ConformanceCase] {
        all.filter { families.contains($0.family) }
    }
}

/// Collects cases; loops and conditions may stand between them.
@resultBuilder
enum CaseBuilder {
    static func buildExpression(_ one: ConformanceCase) -> [ConformanceCase] { [one] }
    static func buildExpression(_ several: [ConformanceCase]) -> [ConformanceCase] { several }
    static func buildBlock(_ parts: [ConformanceCase]...) -> [ConformanceCase] { parts.flatMap { $0 } }
    static func buildArray(_ parts: [[ConformanceCase]]) -> [ConformanceCase] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [ConformanceCase]?) -> [ConformanceCase] { part ?? [] }
    static func buildEither(first part: [ConformanceCase]) -> [ConformanceCase] { part }
    static func buildEither(second part: [ConformanceCase]) -> [ConformanceCase] { part }
}
