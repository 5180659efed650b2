import WASICore

/// A system whose calls ``Statistics`` counts, compiled for that.
final class CountedSystem: InterceptingSystem {
    let base: any SystemInterface
    let interceptor: Statistics

    init(_ base: any SystemInterface, by interceptor: Statistics) {
        self.base = base
        self.interceptor = interceptor
    }
}
