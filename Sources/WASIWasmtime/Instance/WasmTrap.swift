import WASICore
public import WASIHost

/// A guest that was ended because it did something wrong.
public struct WasmTrap: Error, Hashable, Sendable, CustomStringConvertible {
    /// What it did.
    public enum Kind: Hashable, Sendable {
        /// It used up its stack.
        case stackOverflow
        /// It accessed an address outside its memory.
        case memoryOutOfBounds
        /// It used an address that an atomic instruction does not take.
        case misaligned
        /// It accessed an entry outside a table.
        case tableOutOfBounds
        /// It called an entry of a table that is empty.
        case indirectCallToNull
        /// It called a function through a type that it does not have.
        case badSignature
        /// A number did not fit.
        case integerOverflow
        /// It divided by zero.
        case divisionByZero
        /// It converted a floating-point number that has no integer.
        case badConversion
        /// It reached what its compiler declared unreachable, as programs do to abort.
        case unreachable
        /// It was stopped from outside.
        case interrupted
        /// It used up what it was given to compute.
        case outOfFuel
        /// It gave a host function a pointer outside its memory.
        case fault(GuestFault)
        /// It threw an exception that it did not catch.
        case uncaughtException
        /// Anything else; the engine's number, if it has one.
        case other(UInt8?)
    }

    /// A function that was being executed.
    public struct Frame: Hashable, Sendable, CustomStringConvertible {
        /// The function's name, as the compiler has written it, if the module has names.
        public var function: String?
        /// The module's name, if it has one.
        public var module: String?
        /// The function's number in its module, imports counted.
        public var functionIndex: UInt32
        /// Where in the module's file it was, if that is known.
        public var moduleOffset: Int?

        /// `main (module app, function 12) at 0x1f4`
        public var description: String {
            let place = module.map { "module \($0.visible), function \(functionIndex)" } ?? "function \(functionIndex)"
            let offset = moduleOffset.map { " at 0x" + String($0, radix: 16) } ?? ""
            return (function.map { "\($0.visible) (\(place))" } ?? place) + offset
        }
    }

    /// What it did, for programs.
    public var kind: Kind
    /// What it did, for people: one sentence without a full stop.
    public var message: String
    /// What was being executed, innermost first.
    public var frames: [Frame]

    /// The message, and the frames below each other.
    public var description: String {
        ([message] + frames.enumerated().map { "  \($0.offset): \($0.element)" }).joined(separator: "\n")
    }
}
