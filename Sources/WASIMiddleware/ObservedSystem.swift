import WASICore

/// A system that can be asked what is open without that being taken for a call of its program.
protocol ObservedSystem: SystemInterface {
    /// Whom to ask.
    var bystander: any SystemInterface { get }
}

/// What only watches a program's calls.
protocol Watcher: Interceptor {}

/// What tells its own and its program's questions apart.
protocol BystanderProvider: Interceptor {
    var bystander: any SystemInterface { get }
}

extension ObservedSystem where Self: InterceptingSystem {
    var bystander: any SystemInterface {
        if let provider = interceptor as? any BystanderProvider { return provider.bystander }
        return interceptor is any Watcher ? WASIMiddleware.bystander(of: base) : self
    }
}

extension InterceptedSystem: ObservedSystem {}
extension CountedSystem: ObservedSystem {}
extension TracedSystem: ObservedSystem {}
extension RecordedSystem: ObservedSystem {}

/// Whom to ask what is open in a system, of those that watch the program's calls and those who answer them.
func bystander(of system: any SystemInterface) -> any SystemInterface {
    (system as? any ObservedSystem)?.bystander ?? system
}

extension Tracer: Watcher {}
extension Statistics: Watcher {}
extension Recorder: Watcher {}
extension Replay: BystanderProvider {}
