public import WASIWasmtime

/// A running instance of a module, whose functions are called one after the other: a plug-in, or a library.
///
/// ```swift
/// var command = WASICommand("counter.wasm")
/// let counter = try command.instance()          // _initialize has run
/// let add: (Int32, Int32) throws(GuestFailure) -> Int32 = try counter.function("add")
/// print(try add(1, 2))                          // 3
/// print(try counter.call("add", 1, 2))          // [3]
/// ```
///
/// What the module keeps in its memory and globals stays between calls. Streams, grants, limits and wrappers are those of the command;
/// its limits of time and fuel are for the instance's whole life, so an instance that serves for long is better bounded by
/// ``WASICommand/control``.
///
/// A call that does not return (a trap, an exit, an interruption) is the instance's end: nobody knows what it has left half done. Later
/// calls fail with the same ``GuestFailure/ended(_:)``, and its memory can still be read.
///
/// **Threads.** An instance belongs to one thread at a time, like its system; it is not `Sendable`. For more threads make more
/// instances of one ``PreparedModule``.
public final class GuestInstance {
    private let guest: Guest
    /// How it ended, if it has.
    public private(set) var ending: ExitStatus?

    init(_ command: WASICommand) throws(RunError) {
        guest = try Guest(reactor: command)
        let outcome = try guest.initialize()
        if outcome != .finished { ending = ExitStatus(outcome) }
    }

    /// The names of the functions that it exports, in the module's order.
    public var functions: [String] { guest.module.functions }

    /// What an exported function takes and returns. `nil` if there is none of that name.
    public func type(of function: String) -> WasmFunctionType? { guest.instance?.function(function)?.type }

    /// An exported memory. `nil` if there is none of that name.
    ///
    /// Reads and writes are checked against its size, and copy. Bytes that a guest has put there, such as addresses and lengths, are as
    /// trustworthy as the guest: ``WASIWasmtime/WasmMemory/read(at:count:)`` gives `nil` for what is not inside.
    public func memory(_ name: String = "memory") -> WasmMemory? { guest.instance?.memory(name) }

    /// Calls an exported function.
    ///
    /// - Parameter arguments: Literals take the type of the function's parameter.
    /// - Throws: ``GuestFailure/notCalled(_:)`` for a function that is not there or takes something else; nothing has happened then.
    ///   ``GuestFailure/ended(_:)`` for one that did not return.
    @discardableResult
    public func call(_ function: String, _ arguments: any WasmNumber...) throws(GuestFailure) -> [WasmValue] {
        guard let type = type(of: function) else { throw missing(function) }
        return try enter(function, try type.values(arguments, for: function))
    }

    /// Calls an exported function with values of the guest's types.
    ///
    /// - Throws: As ``call(_:_:)``.
    @discardableResult
    public func call(_ function: String, values: [WasmValue]) throws(GuestFailure) -> [WasmValue] {
        try enter(function, values)
    }

    /// What the run has come to so far: streams that were collected, refusals, statistics. The status is ``ending``, or success.
    public func result() -> RunResult {
        var result = guest.result(.finished)
        if let ending { result.status = ending }
        return result
    }

    func missing(_ function: String) -> GuestFailure {
        .notCalled(.noSuchFunction(function, module: guest.module.name, exports: functions))
    }

    func enter(_ function: String, _ arguments: [WasmValue]) throws(GuestFailure) -> [WasmValue] {
        if let ending { throw .ended(ending) }
        let outcome: CallOutcome
        do throws(RunError) { outcome = try guest.enter(function, arguments) } catch { throw .notCalled(error) }
        if case .returned(let values) = outcome { return values }
        let status = ExitStatus(outcome.guestOutcome)
        ending = status
        throw .ended(status)
    }
}

/// Why a call of an instance's function has no result.
public enum GuestFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// It was not called.
    case notCalled(RunError)
    /// It did not return: it has ended itself, trapped or was stopped; now or in an earlier call.
    case ended(ExitStatus)

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .notCalled(let error): error.description
        case .ended(let status): "the guest has ended: \(status)"
        }
    }
}

extension WASICommand {
    /// Makes an instance of the module whose functions can be called one after the other, and runs `_initialize` where the module
    /// exports that.
    ///
    /// - Throws: ``RunError``. An `_initialize` that does not return is no error here: ``GuestInstance/ending`` tells.
    public func instance() throws(RunError) -> GuestInstance {
        defer { abandonSequences() }
        return try GuestInstance(self)
    }
}
