import CWasmtime
import WASIHost

/// A function that a guest exports.
@safe
public struct WasmFunction {
    /// The name by which it is exported.
    public let name: String
    /// The guest.
    public let instance: WasmInstance
    @safe let handle: wasmtime_func_t

    @unsafe
    init(name: String, handle: wasmtime_func_t, instance: WasmInstance) {
        self.name = name
        self.handle = unsafe handle
        self.instance = instance
    }

    /// What it takes and returns.
    public var type: WasmFunctionType {
        var handle = handle
        let type = unsafe wasmtime_func_type(instance.state.context, &handle)
        defer { unsafe wasm_functype_delete(type) }
        return unsafe WasmFunctionType(type)
    }

    /// Calls it.
    ///
    /// - Throws: ``CallError/wrongArguments(function:type:given:)``, ``CallError/unsupportedType(function:type:)``,
    ///   ``CallError/stackTooSmall(available:needed:)``, ``CallError/alreadyRunning``. The guest was not entered then.
    public func call(_ arguments: [WasmValue] = []) throws(CallError) -> CallOutcome {
        let type = type
        guard type.parameters == arguments.map(\.type) else {
            throw .wrongArguments(function: name, type: type, given: arguments.map(\.type))
        }
        guard type.results.allSatisfy(\.isNumber) else { throw .unsupportedType(function: name, type: type) }

        var slots = arguments.map(\.slot)
        while slots.count < type.results.count { slots.append(HostValue(0)) }
        try StackSpace.check(instance.module.engine.configuration)
        if let outcome = unsafe try instance.enter(handle, &slots) { return outcome }
        return .returned(zip(slots, type.results).compactMap { WasmValue($0, as: $1) })
    }
}

extension WasmValueType {
    var isNumber: Bool {
        switch self {
        case .i32, .i64, .f32, .f64: true
        case .v128, .funcref, .externref, .reference: false
        }
    }
}

extension WasmInstance {
    /// Enters the guest. `slots` must have room for the arguments and the results, and what they hold is the function's.
    ///
    /// - Returns: `nil` if the function returned.
    fileprivate func enter(_ function: wasmtime_func_t, _ slots: inout [HostValue]) throws(CallError) -> CallOutcome? {
        guard !state.isRunning else { throw .alreadyRunning }
        if let reason = state.interrupter.reason { return .interrupted(reason) }
        state.isRunning = true
        state.interrupter.begin()
        defer {
            state.isRunning = false
            state.interrupter.end()
            // The engine has pointers to what the instance holds, which nothing else here mentions until the guest is left.
            extendLifetime(self)
        }
        var function = unsafe function
        var trap: OpaquePointer?
        let error = unsafe slots.withUnsafeMutableBytes { slots in
            let start = unsafe slots.baseAddress?.assumingMemoryBound(to: wasmtime_val_raw_t.self)
            let count = slots.count / MemoryLayout<wasmtime_val_raw_t>.stride
            return unsafe wasmtime_func_call_unchecked(state.context, &function, start, count, &trap)
        }
        switch unsafe state.outcome(error: error, trap: trap) {
        case nil, .finished: return nil
        case .exited(let code): return .exited(code)
        case .trapped(let trap): return .trapped(trap)
        case .interrupted(let reason): return .interrupted(reason)
        }
    }
}

extension GuestState {
    /// What the engine's answer to a call means; `nil` if the call returned.
    @unsafe
    func outcome(error: OpaquePointer?, trap: OpaquePointer?) -> GuestOutcome? {
        let reason: WasmTrap
        if let error = unsafe error {
            reason = unsafe WasmTrap(consumingError: error, addedByteCount)
        } else if let trap = unsafe trap {
            reason = unsafe WasmTrap(consumingTrap: trap, addedByteCount)
        } else {
            return nil
        }
        defer { interruption = nil }
        switch interruption {
        case .exit(let code): return .exited(code)
        case .fault(let fault): return .trapped(WasmTrap(fault, frames: reason.frames))
        case nil: break
        }
        if reason.kind == .outOfFuel { return .interrupted(.fuel) }
        switch reason.kind {
        // How the engine calls what the host has ended; anything else is the guest's own mistake, whatever was asked for meanwhile.
        case .interrupted, .other(nil):
            if let why = interrupter.reason { return .interrupted(why) }
            return .trapped(reason)
        default: return .trapped(reason)
        }
    }
}
