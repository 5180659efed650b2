public import Testing
import WASIWasmtime

private let hasEngine = (try? WasmtimeLibrary.load()) != nil

extension Trait where Self == ConditionTrait {
    /// For tests that run guests in this process.
    public static var needsEngine: Self {
        .enabled(if: hasEngine, "the engine's library is not there; `make engine` fetches it")
    }
}
