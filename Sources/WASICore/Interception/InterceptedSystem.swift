/// A system whose calls pass an ``Interceptor``, whichever.
///
/// It adds a few nanoseconds to a call and does not allocate.
public final class InterceptedSystem<Observer: Interceptor>: InterceptingSystem {
    /// Where calls go.
    public let base: any SystemInterface
    /// What they pass.
    public let interceptor: Observer

    /// Puts an interceptor in front of a system. Of several, the last sees a call first.
    @inlinable
    public init(_ base: any SystemInterface, by interceptor: Observer) {
        self.base = base
        self.interceptor = interceptor
    }
}

extension SystemInterface {
    /// The system with an interceptor in front of it. Of several, the last sees a call first.
    @inlinable
    public func intercepted<Observer: Interceptor>(by interceptor: Observer) -> InterceptedSystem<Observer> {
        InterceptedSystem(self, by: interceptor)
    }
}
