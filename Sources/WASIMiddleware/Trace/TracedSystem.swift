import WASICore

/// A system whose calls a ``Tracer`` shows, compiled for that.
final class TracedSystem: InterceptingSystem {
    let base: any SystemInterface
    let interceptor: Tracer

    init(_ base: any SystemInterface, by interceptor: Tracer) {
        self.base = base
        self.interceptor = interceptor
    }
}
