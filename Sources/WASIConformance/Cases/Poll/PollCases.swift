import WASICore

/// Cases on waiting.
enum PollCases {
    static let all: [ConformanceCase] = clocks + processorClocks + descriptors + many + interruption
}
