public import WASICore

/// How a guest's run ended.
public enum GuestOutcome: Hashable, Sendable {
    /// Its function returned.
    case finished
    /// It ended itself with a code.
    case exited(ExitCode)
    /// It did something wrong.
    case trapped(WasmTrap)
    /// It was stopped from outside, or for having reached a limit.
    case interrupted(StopReason)
}

/// How a call of an exported function ended.
public enum CallOutcome: Hashable, Sendable {
    /// It returned these results.
    case returned([WasmValue])
    /// It ended the guest with a code.
    case exited(ExitCode)
    /// It did something wrong.
    case trapped(WasmTrap)
    /// It was stopped from outside, or for having reached a limit.
    case interrupted(StopReason)

    /// The same without results.
    public var guestOutcome: GuestOutcome {
        switch self {
        case .returned: .finished
        case .exited(let code): .exited(code)
        case .trapped(let trap): .trapped(trap)
        case .interrupted(let reason): .interrupted(reason)
        }
    }
}

/// Why a guest's function was not called.
public enum CallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The guest exports no function of that name.
    case noSuchFunction(String)
    /// The arguments are not of the function's type.
    case wrongArguments(function: String, type: WasmFunctionType, given: [WasmValueType])
    /// The function has parameters or results that cannot be passed: vectors or references.
    case unsupportedType(function: String, type: WasmFunctionType)
    /// The thread's stack has less left than the guest may use, in bytes.
    case stackTooSmall(available: Int, needed: Int)
    /// The guest is being executed already.
    case alreadyRunning

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .noSuchFunction(let name): return "the module exports no function \(name)"
        case .wrongArguments(let function, let type, let given):
            let types = given.map(\.description).joined(separator: ", ")
            return "\(function) has the type \(type); it was given (\(types))"
        case .unsupportedType(let function, let type):
            return "\(function) has the type \(type), of which only i32, i64, f32 and f64 can be passed"
        case .stackTooSmall(let available, let needed):
            return
                "the thread has \(available) bytes of stack left, and a guest needs \(needed); run it on a thread with a larger"
                + " stack, or lower EngineConfiguration.maximumStackBytes"
        case .alreadyRunning: return "the guest is being executed already"
        }
    }
}
