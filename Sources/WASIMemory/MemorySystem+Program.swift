public import WASICore

extension MemorySystem {
    public func arguments() -> [String] { configuration.arguments }
    public func environment() -> [EnvironmentVariable] { configuration.environment }
}
