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
let hostCallback: wasmtime_func_unchecked_callback_t = { environment, caller, slots, _ in
    guard let environment = unsafe environment, let slots = unsafe slots else { return nil }
    return unsafe Unmanaged<BoundFunction>.fromOpaque(environment)._withUnsafeGuaranteedRef { bound in
        bound.state.caller = unsafe caller
        guard unsafe cwt_control_enter_call(bound.control, bound.name) else { return unsafe bound.leave() }
        // Same layout, by `HostValue`'s promise and the assertion on the C side.
        let values = unsafe UnsafeMutableRawPointer(slots).assumingMemoryBound(to: HostValue.self)
        let returns = unsafe bound.function.call(HostArguments(slots: values), in: bound.context)
        unsafe cwt_control_leave_call(bound.control)
        return unsafe returns ? nil : bound.leave()
    }
}
