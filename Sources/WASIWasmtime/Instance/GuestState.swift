import CWasmtime
import WASIHost

/// What belongs to one running guest below its instance: the engine's store, the memory, and why the guest is to be left.
///
/// Host functions keep it alive by themselves; it knows nothing of them.
@safe
final class GuestState {
    @safe let store: OpaquePointer
    @safe let context: OpaquePointer

    /// The memory that system calls work on, once the instance is there.
    @safe @exclusivity(unchecked) private var memory: wasmtime_memory_t?
    /// Whether ``memory`` says how it is. Until then, in the guest's start function, only the running call can tell.
    @safe @exclusivity(unchecked) private var isSettled = false
    /// The call that is being served.
    @safe @exclusivity(unchecked) var caller: OpaquePointer?
    /// Whether the guest is being executed.
    var isRunning = false
    /// Why the guest was left.
    @safe @exclusivity(unchecked) var interruption: Interruption?

    /// By which others stop the guest. The engine has a pointer to what it shares.
    let interrupter: GuestInterrupter
    let limits: GuestLimits
    /// See ``WasmModule/addedByteCount``.
    let addedByteCount: Int

    /// Its place in the engine's pool, given back when the store is gone.
    private let slot: InstanceSlots.Slot?

    /// Prepares the place of an instance.
    ///
    /// - Parameter slot: The place in the engine's pool, if it was taken before.
    init(
        _ module: WasmModule, limits: GuestLimits, interrupter: GuestInterrupter, slot: InstanceSlots.Slot? = nil
    ) throws(InstantiationError) {
        let engine = module.engine
        self.slot = slot ?? engine.slots?.take()
        if let slots = engine.slots, self.slot == nil { throw InstantiationError(poolOf: slots.count) }
        self.interrupter = interrupter
        self.limits = limits
        addedByteCount = module.addedByteCount
        store = unsafe wasmtime_store_new(engine.handle, nil, nil)
        context = unsafe wasmtime_store_context(store)
        interrupter.observe(module)
        if engine.configuration.interruptsOwnCode {
            unsafe wasmtime_store_epoch_deadline_callback(store, epochCallback, interrupter.control, nil)
            // Any guest's interruption is an epoch of the whole engine: the callback tells whether it was meant for this one.
            unsafe wasmtime_context_set_epoch_deadline(context, 1)
        }
        unsafe limits.apply(to: store, context, engine.configuration)
    }

    deinit { unsafe wasmtime_store_delete(store) }

    /// Notes the memory that the finished instance exports.
    func settle(_ memory: wasmtime_memory_t?) {
        self.memory = memory
        isSettled = true
        caller = nil
    }
}

extension GuestState: MemorySource {
    @unsafe
    var region: MemoryRegion {
        guard var memory = self.memory ?? memoryOfCaller() else { return unsafe MemoryRegion(base: nil, count: 0) }
        return unsafe MemoryRegion(
            base: UnsafeMutableRawPointer(wasmtime_memory_data(context, &memory)),
            count: wasmtime_memory_data_size(context, &memory))
    }

    /// The memory that the guest under construction exports.
    private func memoryOfCaller() -> wasmtime_memory_t? {
        guard !isSettled, let caller else { return nil }
        var item = unsafe wasmtime_extern_t()
        let name = StaticString("memory")
        guard
            name.withUTF8Buffer({ name in
                unsafe name.withMemoryRebound(to: CChar.self) { name in
                    unsafe wasmtime_caller_export_get(caller, name.baseAddress, name.count, &item)
                }
            })
        else { return nil }
        return unsafe item.plainMemory
    }
}

extension wasmtime_extern_t {
    /// The memory that an export is, if it is one that a single guest owns. Anything else is released.
    @unsafe
    var plainMemory: wasmtime_memory_t? {
        mutating get {
            guard unsafe Int(kind) == WASMTIME_EXTERN_MEMORY else {
                unsafe wasmtime_extern_delete(&self)
                return nil
            }
            return unsafe of.memory
        }
    }
}
