import CWasmtime
package import WASICore
import WASIHost

/// A guest on a stack of its own, which can be left in the middle and gone on with: many of them share a thread.
///
/// The engine gives the guest's code its stack. A host call that may wait runs on a second one (``FiberStacks``): so it is left and gone on
/// with like any function, and neither the system nor what stands in front of it has to know.
///
/// A fiber belongs to the thread that made it.
@safe
package final class GuestFiber {
    /// How far a step has come.
    package enum Progress {
        /// The step is over.
        case ended
        /// The guest has used up its turn.
        case yielded
        /// A host call waits. The step goes on with ``GuestFiber/resume()``, for which there must be a reason.
        case suspended
    }

    package let module: WasmModule
    let state: GuestState
    let context: HostContext
    private let link: FiberLink
    private let stacks: FiberStacks
    @safe private var instance = wasmtime_instance_t()
    /// Whether there is an instance.
    private var isMade = false
    private var call: FiberCall?
    private var resultTypes: [WasmValueType] = []
    private var argumentCount = 0

    // MARK: The host call that is served

    /// Its stack; `nil` if there is none.
    @safe private var stack: OpaquePointer?
    private var function: FiberFunction?
    private var isReturning = false
    private var isResumed = false
    @safe private let slots: UnsafeMutablePointer<HostValue>
    @safe private var results: UnsafeMutablePointer<wasmtime_val_t>?
    @safe private var trap: UnsafeMutablePointer<OpaquePointer?>?

    /// The most slots that a call has: arguments and, in the first of them, the result.
    static let slotCount = 16

    /// Prepares a guest; ``instantiate()`` makes it.
    ///
    /// - Parameter slot: Its place in the engine's pool, if that has been taken.
    /// - Throws: ``InstantiationError``.
    package init(
        _ linked: LinkedModule, system: any SystemInterface, limits: GuestLimits, interrupter: GuestInterrupter,
        stacks: FiberStacks, slot: InstanceSlots.Slot? = nil
    ) throws(InstantiationError) {
        link = try linked.fibers.link(linked)
        module = linked.module
        self.stacks = stacks
        state = try GuestState(module, limits: limits, interrupter: interrupter, slot: slot)
        unsafe interrupter.control.pointee.yields = 1
        context = HostContext(system: system, memory: GuestMemory(state))
        context.leavesWhenCanceled = { [interrupter] in interrupter.reason != nil }
        slots = .allocate(capacity: GuestFiber.slotCount)
        unsafe slots.initialize(repeating: HostValue(0), count: GuestFiber.slotCount)
        unsafe wasmtime_context_set_data(state.context, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        // Before the stack that it may be on. A guest that has not ended must not be let go of: see ``isIdle``.
        call = nil
        unsafe slots.deallocate()
    }

    /// Whether nothing is under way. Only then may the fiber be let go of.
    package var isIdle: Bool { call == nil }

    // MARK: Steps

    /// Begins to make the instance.
    package func instantiate() { call = unsafe .instantiating(link, in: state.context) }

    /// Takes over the instance that was made.
    ///
    /// - Throws: ``InstantiationError``.
    package func finishInstance() throws(InstantiationError) {
        guard let call else { return }
        self.call = nil
        if let outcome = call.outcome(state) { throw WasmInstance.failure(outcome, state, module) }
        instance = unsafe call.madeInstance
        unsafe state.settle(try WasmInstance.memory(of: instance, state))
        isMade = true
    }

    /// Begins to call an exported function.
    ///
    /// - Throws: ``CallError``, as ``WasmFunction/call(_:)``.
    package func begin(_ name: String, _ arguments: [WasmValue]) throws(CallError) {
        guard call == nil else { throw .alreadyRunning }
        guard let item = unsafe WasmInstance.export(name, of: instance, state), unsafe Int(item.kind) == WASMTIME_EXTERN_FUNC
        else { throw .noSuchFunction(name) }
        var handle = unsafe item.of.func
        let engineType = unsafe wasmtime_func_type(state.context, &handle)
        defer { unsafe wasm_functype_delete(engineType) }
        let type = unsafe WasmFunctionType(engineType)
        guard type.parameters == arguments.map(\.type) else {
            throw .wrongArguments(function: name, type: type, given: arguments.map(\.type))
        }
        guard type.results.allSatisfy(\.isNumber) else { throw .unsupportedType(function: name, type: type) }
        resultTypes = type.results
        argumentCount = arguments.count
        call = unsafe .calling(handle, arguments, resultCount: type.results.count, in: state.context)
    }

    /// How the function that was called ended.
    package func finishCall() -> CallOutcome {
        guard let call else { return .returned([]) }
        self.call = nil
        switch call.outcome(state) {
        case nil, .finished: return .returned(call.results(from: argumentCount, resultTypes))
        case .exited(let code): return .exited(code)
        case .trapped(let trap): return .trapped(trap)
        case .interrupted(let reason): return .interrupted(reason)
        }
    }

    /// Goes on with the step.
    package func resume() -> Progress {
        guard let call else { return .ended }
        isResumed = true
        state.interrupter.begin()
        defer { state.interrupter.end() }
        if call.poll() { return .ended }
        return unsafe stack == nil ? .yielded : .suspended
    }

    /// The size of the memory that the guest exports; 0 if it exports none.
    package var memoryByteCount: Int { isMade ? unsafe state.region.count : 0 }

    /// Copies bytes out of that memory, while no call is under way. `nil` if they are not all inside.
    package func read(at address: UInt64, count: Int) -> [UInt8]? {
        guard let range = memoryRange(at: address, count: count) else { return nil }
        let region = unsafe state.region
        return unsafe Array(UnsafeRawBufferPointer(start: region.base, count: region.count)[range])
    }

    /// Copies bytes into that memory, while no call is under way.
    ///
    /// - Returns: `false`, with nothing copied, if they do not all fit.
    package func write(_ bytes: [UInt8], at address: UInt64) -> Bool {
        guard let range = memoryRange(at: address, count: bytes.count) else { return false }
        let region = unsafe state.region
        let memory = unsafe UnsafeMutableRawBufferPointer(start: region.base, count: region.count)
        unsafe UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyBytes(from: bytes)
        return true
    }

    private func memoryRange(at address: UInt64, count: Int) -> Range<Int>? {
        let size = memoryByteCount
        guard let start = Int(exactly: address), count >= 0, start <= size, count <= size - start else { return nil }
        return start..<start + count
    }
}

// MARK: Host calls

extension GuestFiber {
    /// Whether the code that runs now is a host call that can be suspended.
    package var canSuspend: Bool { unsafe stack != nil }

    /// Leaves the host call that runs now, until ``resume()``.
    package func suspend() {
        guard let stack else { return }
        isResumed = false
        unsafe cwt_coroutine_suspend(stack)
    }

    /// Begins to serve a host call that may wait.
    ///
    /// - Returns: Whether it is finished.
    @unsafe
    func begin(
        _ function: FiberFunction, _ arguments: UnsafeBufferPointer<wasmtime_val_t>,
        _ results: UnsafeMutablePointer<wasmtime_val_t>?, _ trap: UnsafeMutablePointer<OpaquePointer?>?
    ) -> Bool {
        self.results = unsafe results
        self.trap = unsafe trap
        self.function = function
        guard unsafe cwt_control_enter_call(state.interrupter.control, function.name, nil) else {
            return finish(leaving: true)
        }
        for index in 0..<min(arguments.count, GuestFiber.slotCount) {
            // Both of the types that there are begin at the same place, and an i32's slot is read as one.
            slots[index] = unsafe HostValue(arguments[index].of.words.0)
        }
        guard let stack = unsafe stacks.take() else {
            // As if the system had no memory for the call: it has none.
            slots[0] = HostValue(UInt64(Errno.noMemory.rawValue))
            return finish(leaving: false)
        }
        self.stack = unsafe stack
        let fiber = unsafe Unmanaged.passUnretained(self).toOpaque()
        let isFinished = unsafe cwt_coroutine_start(
            stack,
            { fiber in
                guard let fiber = unsafe fiber else { return }
                unsafe Unmanaged<GuestFiber>.fromOpaque(fiber)._withUnsafeGuaranteedRef { $0.serve() }
            }, fiber)
        return isFinished ? finish(leaving: !isReturning) : false
    }

    /// What runs on the call's own stack.
    private func serve() {
        guard let function else { return }
        isReturning = unsafe function.function.call(HostArguments(slots: slots), in: context)
    }

    /// Goes on with a host call that was suspended, if there is a reason to.
    ///
    /// - Returns: Whether it is finished.
    func proceed() -> Bool {
        guard let stack else { return true }
        // The engine asks once right after the call has begun, when nothing can have happened.
        guard isResumed else { return false }
        return unsafe cwt_coroutine_resume(stack) ? finish(leaving: !isReturning) : false
    }

    /// Hands over what a host call has come to.
    private func finish(leaving: Bool) -> Bool {
        if let stack {
            unsafe stacks.put(stack)
            self.stack = nil
        }
        unsafe cwt_control_leave_call(state.interrupter.control)
        if leaving {
            if let function { state.interruption = context.takeInterruption(of: function.function) }
            unsafe trap?.pointee = unsafe wasmtime_trap_new("left", 4)
        } else if let function, !function.function.type.results.isEmpty, let results {
            unsafe results.pointee.kind = UInt8(WASMTIME_VALTYPE_KIND_I32)
            unsafe results.pointee.of.i32 = Int32(truncatingIfNeeded: slots[0].bits)
        }
        function = nil
        return true
    }
}
