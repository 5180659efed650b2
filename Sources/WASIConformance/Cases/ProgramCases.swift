import WASICore

/// Cases on what a program is told when it starts.
enum ProgramCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        ConformanceCase("a program without arguments has none", .program) { guest in
            try expect(guest.system.arguments(), is: [], "the arguments")
        }
        arguments(
            "arguments keep their order and their content",
            ["program", "--flag=value", "", "two words", "Ελλάδα", "--flag=value"])
        ConformanceCase("a program without an environment has none", .program) { guest in
            try expect(guest.system.environment(), is: [], "the environment")
        }
        environment(
            "variables keep their order and their content, duplicates too",
            [("PATH", "/bin"), ("EMPTY", ""), ("TEXT", "a = b; ü"), ("PATH", "/usr/bin")])
    }

    private static func arguments(_ name: String, _ arguments: [String]) -> ConformanceCase {
        var request = SystemRequest()
        request.arguments = arguments
        return ConformanceCase(name, .program, request: request) { guest in
            try expect(guest.system.arguments(), is: arguments, "the arguments")
            try expect(guest.system.arguments(), is: arguments, "the arguments, asked for again")
        }
    }

    private static func environment(_ name: String, _ variables: [(String, String)]) -> ConformanceCase {
        var request = SystemRequest()
        request.environment = variables.map { EnvironmentVariable(name: $0.0, value: $0.1) }
        let wanted = request.environment
        return ConformanceCase(name, .program, request: request) { guest in
            try expect(guest.system.environment(), is: wanted, "the environment")
        }
    }
}
