public import WASICore

/// Where systems come from that are to be tested: the one thing that whoever tests a system writes.
///
/// Each case gets a system of its own. Whatever a case asks for that the features promise must be there; what the world cannot
/// give all the same, it refuses with ``ConformanceSkip``.
public protocol ConformanceWorld {
    /// What the systems have.
    var features: Set<ConformanceFeature> { get }

    /// Makes a system.
    ///
    /// - Throws: ``ConformanceSkip`` if it cannot be made here; every other error is the case's failure.
    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject
}

/// A system that is being tested, and what the world knows of it.
public struct ConformanceSubject {
    /// The system.
    public let system: any SystemInterface
    /// Called after the case, whatever has come of it: removes what was made, and throws if the system has left something open.
    public let finish: () throws -> Void
    /// What has been written to its standard output so far; needed for ``ConformanceFeature/collectedOutput`` only.
    public let standardOutput: () -> [UInt8]
    /// Ends all waiting of the system, now and later; needed for ``ConformanceFeature/interruption`` only.
    public let interrupt: () -> Void

    /// Makes a subject of its parts.
    public init(
        _ system: any SystemInterface, finish: @escaping () throws -> Void = {},
        standardOutput: @escaping () -> [UInt8] = { [] }, interrupt: @escaping () -> Void = {}
    ) {
        self.system = system
        self.finish = finish
        self.standardOutput = standardOutput
        self.interrupt = interrupt
    }
}
