import WASICore

/// Cases on the guest as a process.
enum ProcessCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        ConformanceCase("yielding returns", .process) { guest in try guest.yield() }
        ConformanceCase("a system that is told of the guest's end returns to its caller", .process) { guest in
            guest.system.exit(ExitCode(rawValue: 42))
        }
        ConformanceCase("the signal that is none changes nothing", .process) { guest in
            try expect(try guest.raise(.none), is: .ignore, "the action")
        }
        for signal in Signal.allCases where signal != .none {
            ConformanceCase("the signal \(signal) is ignored, or ends the guest without success, or is unknown", .process) {
                guest in
                do {
                    if case .exit(let code) = try guest.raise(signal) {
                        try expect(code != .success, "the guest must not end with 0")
                    }
                } catch let failure as CallFailure where failure.errno == .notSupported {}
            }
        }
        for signal in [Signal.abort, .kill, .terminate] {
            ConformanceCase("the signal \(signal) is not ignored", .process) { guest in
                do {
                    try expect(try guest.raise(signal) != .ignore, "the guest must not go on")
                } catch let failure as CallFailure where failure.errno == .notSupported {}
            }
        }
    }
}
