import WASIWasmtime

extension DetachedInstance {
    /// An exported function as one of Swift's, with types that are checked here and once. Calling it is calling ``call(_:values:)``.
    ///
    /// ```swift
    /// let add: @Sendable (Int32, Int32) async throws(GuestFailure) -> Int32 = try instance.function("add")
    /// print(try await add(1, 2))
    /// ```
    ///
    /// The function keeps the instance.
    ///
    /// - Throws: ``GuestFailure/notCalled(_:)`` if there is no such function, or its type is another one.
    public func function<each Parameter: WasmNumber, Result: WasmNumber>(
        _ name: String
    ) throws(GuestFailure) -> @Sendable (repeat each Parameter) async throws(GuestFailure) -> Result {
        var parameters: [WasmValueType?] = []
        for parameter in repeat (each Parameter).self { parameters.append(parameter.wasmType) }
        let type = try check(name, parameters, [Result.wasmType])
        return { [self] (argument: repeat each Parameter) async throws(GuestFailure) in
            var values: [WasmValue] = []
            for argument in repeat each argument { values.append(try type.value(argument, at: values.count, for: name)) }
            return try type.result(try await call(name, values: values), of: name)
        }
    }

    /// An exported function without a result as one of Swift's.
    ///
    /// - Throws: As ``function(_:)``.
    public func procedure<each Parameter: WasmNumber>(
        _ name: String
    ) throws(GuestFailure) -> @Sendable (repeat each Parameter) async throws(GuestFailure) -> Void {
        var parameters: [WasmValueType?] = []
        for parameter in repeat (each Parameter).self { parameters.append(parameter.wasmType) }
        let type = try check(name, parameters, [])
        return { [self] (argument: repeat each Parameter) async throws(GuestFailure) in
            var values: [WasmValue] = []
            for argument in repeat each argument { values.append(try type.value(argument, at: values.count, for: name)) }
            try await call(name, values: values)
        }
    }

    private func check(
        _ name: String, _ parameters: [WasmValueType?], _ results: [WasmValueType?]
    ) throws(GuestFailure) -> WasmFunctionType {
        guard let type = type(of: name) else { throw missing(name) }
        try type.check(parameters, results, for: name)
        return type
    }
}
