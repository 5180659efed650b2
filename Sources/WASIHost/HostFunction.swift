public import WASICore

/// A function that a guest can import: its name, its type and what it does, as a value that no engine appears in.
///
/// An engine binding calls ``call(_:in:)``; a test can do the same with an array of slots and a byte array for memory.
@safe
public struct HostFunction: Sendable {
    /// What the function does. An error becomes the errno that the guest gets back.
    ///
    /// To leave the guest instead of returning to it, a body calls ``HostContext/interrupt(_:)`` and throws what that returns.
    public typealias Body = @Sendable (_ arguments: borrowing HostArguments, _ context: HostContext) throws(Errno) -> Void

    /// The module that guests import it from.
    public let module: String
    /// The specification's name.
    public let name: String
    /// What it takes and returns.
    public let type: HostFunctionType

    /// Whether it may wait for something, so that its guest has to give its thread back meanwhile where many share few. Calls cost a
    /// tenth of a microsecond more there.
    public let mayWait: Bool

    @usableFromInline let body: Body
    // Asked at every call, for which counting the elements of `type` would be too slow.
    @usableFromInline let returnsErrno: Bool

    /// Makes a function that returns an errno.
    ///
    /// - Parameters:
    ///   - results: `[.i32]` for the errno, or nothing for a function that does not return.
    ///   - mayWait: See ``mayWait``.
    public init(
        module: String = Preview1.module, _ name: String, _ parameters: [ValueType], results: [ValueType] = [.i32],
        mayWait: Bool = false, _ body: @escaping Body
    ) {
        self.module = module
        self.name = name
        self.type = HostFunctionType(parameters, results)
        self.mayWait = mayWait
        self.body = body
        self.returnsErrno = !results.isEmpty
    }

    /// The same function under another module's name.
    func exported(from module: String) -> HostFunction {
        HostFunction(module: module, name, type.parameters, results: type.results, mayWait: mayWait, body)
    }

    /// The same function under another name.
    func exported(as name: String) -> HostFunction {
        HostFunction(module: module, name, type.parameters, results: type.results, mayWait: mayWait, body)
    }

    /// Calls the function and stores its result in the first slot.
    ///
    /// - Returns: `false` if the guest must be left; ``HostContext/takeInterruption(of:)`` then says why, or else who has
    ///   answered ``HostContext/leavesWhenCanceled``.
    @inlinable
    public func call(_ arguments: borrowing HostArguments, in context: HostContext) -> Bool {
        var number: UInt16 = 0
        do throws(Errno) {
            try body(arguments, context)
        } catch {
            guard context.isForGuest(error) else { return false }
            number = error.rawValue
        }
        // A function without result may have no slot to store into.
        if returnsErrno { arguments.setResult(UInt32(number)) }
        return true
    }
}

extension Errno {
    /// Thrown by a host function's body that has interrupted the guest. Never seen by guests: no errno has this number.
    @usableFromInline static var interrupted_: Errno { Errno(rawValue: .max) }
}
