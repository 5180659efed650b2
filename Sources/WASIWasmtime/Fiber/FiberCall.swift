import CWasmtime

/// One call into a guest that has a stack of its own: what the engine has pointers to until it is over.
@safe
final class FiberCall {
    /// The engine's future.
    @safe private var future: OpaquePointer?
    @safe private let trap: UnsafeMutablePointer<OpaquePointer?>
    @safe private let error: UnsafeMutablePointer<OpaquePointer?>
    @safe private let instance: UnsafeMutablePointer<wasmtime_instance_t>
    @safe private let function: UnsafeMutablePointer<wasmtime_func_t>
    /// The arguments, and behind them the results.
    @safe private let values: UnsafeMutableBufferPointer<wasmtime_val_t>

    private init(valueCount: Int) {
        trap = .allocate(capacity: 1)
        unsafe trap.initialize(to: nil)
        error = .allocate(capacity: 1)
        unsafe error.initialize(to: nil)
        instance = .allocate(capacity: 1)
        unsafe instance.initialize(to: wasmtime_instance_t())
        function = .allocate(capacity: 1)
        unsafe function.initialize(to: wasmtime_func_t())
        values = .allocate(capacity: max(valueCount, 1))
        unsafe values.initialize(repeating: wasmtime_val_t())
    }

    deinit {
        // Before what it points to.
        if let future { unsafe wasmtime_call_future_delete(future) }
        unsafe trap.deallocate()
        unsafe error.deallocate()
        unsafe instance.deallocate()
        unsafe function.deallocate()
        unsafe values.deallocate()
    }

    /// Makes an instance.
    @unsafe
    static func instantiating(_ link: FiberLink, in context: OpaquePointer) -> FiberCall {
        let call = FiberCall(valueCount: 0)
        call.future = unsafe wasmtime_instance_pre_instantiate_async(
            link.handle, context, call.instance, call.trap, call.error)
        return call
    }

    /// Calls a function.
    @unsafe
    static func calling(
        _ function: wasmtime_func_t, _ arguments: [WasmValue], resultCount: Int, in context: OpaquePointer
    ) -> FiberCall {
        let call = FiberCall(valueCount: arguments.count + resultCount)
        unsafe call.function.pointee = unsafe function
        for (index, argument) in arguments.enumerated() { call.values[index] = argument.engineValue }
        let start = call.values.baseAddress
        call.future = unsafe wasmtime_func_call_async(
            context, call.function, start, arguments.count, start.map { unsafe $0 + arguments.count }, resultCount,
            call.trap, call.error)
        return call
    }

    /// Runs until the call is over or gives way. Not to be called again when it has returned `true`.
    func poll() -> Bool {
        guard let future else { return true }
        guard unsafe wasmtime_call_future_poll(future) else { return false }
        unsafe wasmtime_call_future_delete(future)
        self.future = nil
        return true
    }

    /// How it ended; `nil` if it returned.
    func outcome(_ state: GuestState) -> GuestOutcome? {
        unsafe state.outcome(error: error.pointee, trap: trap.pointee)
    }

    /// The instance that was made.
    @unsafe
    var madeInstance: wasmtime_instance_t { instance.pointee }

    /// What was returned.
    func results(from first: Int, _ types: [WasmValueType]) -> [WasmValue] {
        types.indices.compactMap { WasmValue(engine: values[first + $0]) }
    }
}

extension WasmValue {
    /// The form of a checked call.
    var engineValue: wasmtime_val_t {
        var value = wasmtime_val_t()
        switch self {
        case .i32(let number):
            value.kind = UInt8(WASMTIME_VALTYPE_KIND_I32)
            unsafe value.of.i32 = number
        case .i64(let number):
            value.kind = UInt8(WASMTIME_VALTYPE_KIND_I64)
            unsafe value.of.i64 = number
        case .f32(let number):
            value.kind = UInt8(WASMTIME_VALTYPE_KIND_F32)
            unsafe value.of.f32 = number
        case .f64(let number):
            value.kind = UInt8(WASMTIME_VALTYPE_KIND_F64)
            unsafe value.of.f64 = number
        }
        return value
    }

    /// Reads the form of a checked call. `nil` for what is no number.
    init?(engine value: wasmtime_val_t) {
        switch Int(value.kind) {
        case WASMTIME_VALTYPE_KIND_I32: self = unsafe .i32(value.of.i32)
        case WASMTIME_VALTYPE_KIND_I64: self = unsafe .i64(value.of.i64)
        case WASMTIME_VALTYPE_KIND_F32: self = unsafe .f32(value.of.f32)
        case WASMTIME_VALTYPE_KIND_F64: self = unsafe .f64(value.of.f64)
        default: return nil
        }
    }
}
