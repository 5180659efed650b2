import CWasmtime
import WASIHost

/// A host function as one instance has it.
@safe
final class BoundFunction {
    let function: HostFunction
    let context: HostContext
    let state: GuestState
    /// What others see of the guest; the state keeps it.
    @safe let control: UnsafeMutablePointer<cwt_control_t>
    /// The function's name where a signal handler can read it.
    @safe let name: UnsafeMutablePointer<CChar>

    init(_ function: HostFunction, context: HostContext, state: GuestState) {
        self.function = function
        self.context = context
        self.state = state
        control = state.interrupter.control
        let bytes = Array(function.name.utf8CString)
        name = .allocate(capacity: bytes.count)
        unsafe name.initialize(from: bytes, count: bytes.count)
    }

    deinit { unsafe name.deallocate() }

    /// Notes why the guest is to be left, and makes the trap by which the engine leaves it.
    @inline(never)
    func leave() -> OpaquePointer? {
        state.interruption = context.takeInterruption(of: function)
        // The words are never seen: what has been noted goes first.
        return unsafe wasmtime_trap_new("left", 4)
    }
}

/// What the engine calls for every host function.
///
/// Runs for every system call: it must not allocate, retain or release.
// In steps that are small enough to be inlined: one closure of this size would be a function of its own, and every further return
// behind a system call costs 10 ns, because the processor's predictions are gone then.
let hostCallback: wasmtime_func_unchecked_callback_t = { environment, caller, slots, _ in
    guard let environment = unsafe environment, let slots = unsafe slots else { return nil }
    let bound = unsafe Unmanaged<BoundFunction>.fromOpaque(environment)
    let control = unsafe bound._withUnsafeGuaranteedRef { bound in
        bound.state.caller = unsafe caller
        return bound.control
    }
    guard unsafe bound._withUnsafeGuaranteedRef({ unsafe cwt_control_enter_call(control, $0.name, slots) }) else {
        return unsafe bound._withUnsafeGuaranteedRef { unsafe $0.leave() }
    }
    // Same layout, by `HostValue`'s promise and the assertion on the C side.
    let values = unsafe UnsafeMutableRawPointer(slots).assumingMemoryBound(to: HostValue.self)
    let returns = unsafe bound._withUnsafeGuaranteedRef { bound in
        unsafe bound.function.call(HostArguments(slots: values), in: bound.context)
    }
    unsafe cwt_control_leave_call(control)
    return unsafe returns ? nil : bound._withUnsafeGuaranteedRef { unsafe $0.leave() }
}
