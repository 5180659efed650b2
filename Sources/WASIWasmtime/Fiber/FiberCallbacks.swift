import CWasmtime
import WASIHost

/// What the engine calls for host functions that never wait: as ``hostCallback``, but for the guest's being found through its store,
/// because the guests of a module share the functions.
let fiberCallback: wasmtime_func_unchecked_callback_t = { environment, caller, slots, _ in
    guard let environment = unsafe environment, let slots = unsafe slots,
        let data = unsafe wasmtime_context_get_data(wasmtime_caller_context(caller))
    else { return nil }
    let function = unsafe Unmanaged<FiberFunction>.fromOpaque(environment)
    let fiber = unsafe Unmanaged<GuestFiber>.fromOpaque(data)
    return unsafe function._withUnsafeGuaranteedRef { function in
        unsafe fiber._withUnsafeGuaranteedRef { fiber in
            fiber.state.caller = unsafe caller
            let control = fiber.state.interrupter.control
            var returns = false
            if unsafe cwt_control_enter_call(control, function.name, slots) {
                let values = unsafe UnsafeMutableRawPointer(slots).assumingMemoryBound(to: HostValue.self)
                returns = unsafe function.function.call(HostArguments(slots: values), in: fiber.context)
                unsafe cwt_control_leave_call(control)
            }
            if returns { return nil }
            fiber.state.interruption = fiber.context.takeInterruption(of: function.function)
            return unsafe wasmtime_trap_new("left", 4)
        }
    }
}

/// What the engine calls for host functions that may wait.
let fiberSuspendableCallback: wasmtime_func_async_callback_t = {
    environment, caller, arguments, argumentCount, results, _, trap, continuation in
    guard let environment = unsafe environment, let continuation = unsafe continuation,
        let data = unsafe wasmtime_context_get_data(wasmtime_caller_context(caller))
    else { return }
    unsafe continuation.pointee.env = unsafe data
    unsafe continuation.pointee.finalizer = nil
    unsafe continuation.pointee.callback = { data in
        guard let data = unsafe data else { return true }
        return unsafe Unmanaged<GuestFiber>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.proceed() }
    }
    let function = unsafe Unmanaged<FiberFunction>.fromOpaque(environment)
    unsafe Unmanaged<GuestFiber>.fromOpaque(data)._withUnsafeGuaranteedRef { fiber in
        fiber.state.caller = unsafe caller
        // If it is finished, the continuation says so when it is asked.
        _ = unsafe fiber.begin(
            function.takeUnretainedValue(), UnsafeBufferPointer(start: arguments, count: argumentCount), results, trap)
    }
}
