public import WASIWasmtime

/// An instance of a module in a ``GuestExecutor``, whose functions are called one after the other: a plug-in that holds no thread while it
/// waits, nor between its calls.
///
/// ```swift
/// let counter = try await WASICommand(module).instance(on: executor)      // _initialize has run
/// let add: @Sendable (Int32, Int32) async throws(GuestFailure) -> Int32 = try counter.function("add")
/// print(try await add(1, 2))                                              // 3
/// print(try await counter.call("add", 1, 2))                              // [i32(3)]
/// print(await counter.finish().output)
/// ```
///
/// All that is said of a ``GuestInstance`` holds: what the module keeps stays between calls, limits of time and fuel are for the instance's
/// whole life, and a call that does not return is its end. It counts among the executor's guests as long as it is there, and ends with
/// the last reference to it.
///
/// **Threads.** It may be used by any number of tasks. Calls wait for those that were made before. Cancelling a task in a call stops the
/// guest, which is the instance's end.
public final class DetachedInstance: Sendable {
    private let executor: GuestExecutor
    private let module: PreparedModule
    private let ticket: GuestTicket
    private let calls: CallQueue

    init(_ executor: GuestExecutor, _ module: PreparedModule, _ ticket: GuestTicket, _ calls: CallQueue) {
        self.executor = executor
        self.module = module
        self.ticket = ticket
        self.calls = calls
    }

    deinit {
        calls.release()
        ticket.wake()
    }

    /// How it ended, if it has.
    public var ending: ExitStatus? { calls.ending }

    /// The names of the functions that it exports, in the module's order.
    public var functions: [String] { module.functions }

    /// What an exported function takes and returns. `nil` if there is none of that name.
    public func type(of function: String) -> WasmFunctionType? {
        for export in module.linked.module.exports where export.name == function {
            if case .function(let type) = export.type { return type }
        }
        return nil
    }

    /// Calls an exported function.
    ///
    /// - Parameter arguments: Literals take the type of the function's parameter.
    /// - Throws: ``GuestFailure/notCalled(_:)`` for a function that is not there or takes something else; nothing has happened then.
    ///   ``GuestFailure/ended(_:)`` for one that did not return.
    @discardableResult
    public func call(_ function: String, _ arguments: any WasmNumber...) async throws(GuestFailure) -> [WasmValue] {
        guard let type = type(of: function) else { throw missing(function) }
        return try await call(function, values: try type.values(arguments, for: function))
    }

    /// Calls an exported function with values of the guest's types.
    ///
    /// - Throws: As ``call(_:_:)``.
    @discardableResult
    public func call(_ function: String, values: [WasmValue]) async throws(GuestFailure) -> [WasmValue] {
        let outcome: Result<[WasmValue], GuestFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                ask(.call(function, values) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            executor.cancel(ticket)
        }
        return try outcome.get()
    }

    /// Copies bytes out of the memory that the guest exports as `memory`, between calls. `nil` if they are not all inside, or the instance
    /// has ended.
    public func read(at address: UInt64, count: Int) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            ask(.read(address, count: count) { continuation.resume(returning: $0) })
        }
    }

    /// Copies bytes into the memory that the guest exports as `memory`, between calls.
    ///
    /// - Returns: `false`, with nothing copied, if they do not all fit, or the instance has ended.
    public func write(_ bytes: [UInt8], at address: UInt64) async -> Bool {
        await withCheckedContinuation { continuation in
            ask(.write(bytes, address) { continuation.resume(returning: $0) })
        }
    }

    /// Ends the instance when what was asked for before is done, and says what it has come to: streams that were collected, refusals,
    /// statistics. The status is ``ending``, or success. Later calls fail.
    @discardableResult
    public func finish() async -> RunResult {
        await withCheckedContinuation { continuation in
            calls.release { continuation.resume(returning: $0) }
            ticket.wake()
        }
    }

    func missing(_ function: String) -> GuestFailure {
        .notCalled(.noSuchFunction(function, module: module.name, exports: functions))
    }

    private func ask(_ work: CallQueue.Work) {
        calls.add(work)
        ticket.wake()
    }
}

extension WASICommand {
    /// Makes an instance of the module on an executor, whose functions can be called one after the other without holding a thread while they
    /// wait, and runs `_initialize` where the module exports that.
    ///
    /// - Throws: ``RunError``, as ``run(on:)``. An `_initialize` that does not return is no error here: ``DetachedInstance/ending`` tells.
    public func instance(on executor: GuestExecutor) async throws(RunError) -> DetachedInstance {
        try await executor.instance(self)
    }
}
