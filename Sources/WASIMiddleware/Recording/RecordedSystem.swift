import WASICore

/// A system whose calls a ``Recorder`` writes down, compiled for that.
final class RecordedSystem: InterceptingSystem {
    let base: any SystemInterface
    let interceptor: Recorder

    init(_ base: any SystemInterface, by interceptor: Recorder) {
        self.base = base
        self.interceptor = interceptor
    }
}
