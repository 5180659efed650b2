public import WASICore

extension UnixSystem: ProgramCalls {
    public func arguments() -> [String] { configuration.arguments }

    public func environment() -> [EnvironmentVariable] { configuration.environment }
}
