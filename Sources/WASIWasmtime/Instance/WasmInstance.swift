import CWasmtime
public import WASICore
public import WASIHost

/// A guest: a module with a memory and a system of its own.
///
/// An instance belongs to one thread at a time, like the system that it calls.
@safe
public final class WasmInstance {
    /// What it is an instance of.
    public let module: WasmModule

    let state: GuestState
    /// What the host functions work with.
    let context: HostContext
    /// What the engine has pointers to.
    private let bound: [BoundFunction]
    @safe private let handle: wasmtime_instance_t
    private var isInitialized = false

    /// Makes an instance of a module.
    ///
    /// The guest's memory is reserved, and the module's start section run, if it has one; ``start()`` runs the program.
    ///
    /// - Parameters:
    ///   - system: What the guest's calls reach. It must not be used for anything else meanwhile.
    ///   - limits: What the guest may use up; nothing is bounded unless set.
    ///   - interrupter: By which the guest can be stopped from other threads. It serves one instance.
    /// - Throws: ``InstantiationError``.
    public init(
        _ linked: LinkedModule, system: any SystemInterface, limits: GuestLimits = GuestLimits(),
        interrupter: GuestInterrupter = GuestInterrupter()
    ) throws(InstantiationError) {
        module = linked.module
        let state = try GuestState(module, limits: limits, interrupter: interrupter)
        let context = HostContext(system: system, memory: GuestMemory(state))
        context.leavesWhenCanceled = { [interrupter] in interrupter.reason != nil }
        let bound = linked.functions.map { BoundFunction($0, context: context, state: state) }
        do throws(CallError) { try StackSpace.check(module.engine.configuration) } catch {
            throw InstantiationError(.call(error), error.description)
        }
        handle = unsafe try WasmInstance.instantiate(linked, bound, state)
        unsafe state.settle(try WasmInstance.memory(of: handle, state))
        self.state = state
        self.context = context
        self.bound = bound
    }

    /// Makes an instance of a module with host functions; see ``LinkedModule`` for how they are matched.
    ///
    /// - Throws: ``InstantiationError``.
    public convenience init(
        _ module: WasmModule, functions: [HostFunction], system: any SystemInterface
    ) throws(InstantiationError) {
        try self.init(LinkedModule(module, functions: functions), system: system)
    }

    /// An exported function. `nil` if there is none of that name.
    public func function(_ name: String) -> WasmFunction? {
        guard let item = unsafe export(name), unsafe Int(item.kind) == WASMTIME_EXTERN_FUNC else { return nil }
        return unsafe WasmFunction(name: name, handle: item.of.func, instance: self)
    }

    /// An exported memory. `nil` if there is none of that name, or it is shared with other guests.
    public func memory(_ name: String = "memory") -> WasmMemory? {
        guard let item = unsafe export(name), unsafe Int(item.kind) == WASMTIME_EXTERN_MEMORY else { return nil }
        return unsafe WasmMemory(handle: item.of.memory, instance: self)
    }

    func export(_ name: String) -> wasmtime_extern_t? {
        unsafe WasmInstance.export(name, of: handle, state)
    }
}

// MARK: Running

extension WasmInstance {
    /// Runs the program: `_initialize`, where a reactor exports it, and `_start`, where a command does.
    ///
    /// - Throws: ``CallError/noSuchFunction(_:)`` if the module exports neither, and what ``WasmFunction/call(_:)`` throws.
    public func start() throws(CallError) -> GuestOutcome {
        let initialized = function("_initialize") != nil
        let outcome = try initialize()
        guard case .finished = outcome, let start = function("_start") else {
            guard initialized else { throw .noSuchFunction("_start") }
            return outcome
        }
        return try start.call().guestOutcome
    }

    /// Runs `_initialize`, where the module exports it and it has not been run: what reactors need before any other call.
    ///
    /// - Throws: What ``WasmFunction/call(_:)`` throws.
    public func initialize() throws(CallError) -> GuestOutcome {
        guard !isInitialized, let function = function("_initialize") else { return .finished }
        let outcome = try function.call().guestOutcome
        isInitialized = true
        return outcome
    }

    /// Calls an exported function.
    ///
    /// - Throws: ``CallError/noSuchFunction(_:)`` if there is none of that name, and what ``WasmFunction/call(_:)`` throws.
    public func call(_ name: String, _ arguments: [WasmValue] = []) throws(CallError) -> CallOutcome {
        guard let function = function(name) else { throw .noSuchFunction(name) }
        return try function.call(arguments)
    }
}
