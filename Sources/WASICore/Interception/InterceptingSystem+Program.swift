extension InterceptingSystem {
    @inlinable public func arguments() -> [String] {
        guard case .arguments(let result)? = try? interceptor.intercept(.argsGet, { .arguments(base.arguments()) }) else {
            return []
        }
        return result
    }

    @inlinable public func environment() -> [EnvironmentVariable] {
        guard case .environment(let result)? = try? interceptor.intercept(.environGet, { .environment(base.environment()) })
        else { return [] }
        return result
    }
}
