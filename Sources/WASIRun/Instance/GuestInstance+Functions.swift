import WASIWasmtime

extension GuestInstance {
    /// An exported function as one of Swift's, with types that are checked here and once.
    ///
    /// ```swift
    /// let add: (Int32, Int32) throws(GuestFailure) -> Int32 = try instance.function("add")
    /// ```
    ///
    /// - Throws: ``GuestFailure/notCalled(_:)`` if there is no such function, or its type is another one.
    public func function<each Parameter: WasmNumber, Result: WasmNumber>(
        _ name: String
    ) throws(GuestFailure) -> (repeat each Parameter) throws(GuestFailure) -> Result {
        var parameters: [WasmValueType?] = []
        for parameter in repeat (each Parameter).self { parameters.append(parameter.wasmType) }
        let type = try check(name, parameters, [Result.wasmType])
        return { [self] (argument: repeat each Parameter) throws(GuestFailure) in
            var values: [WasmValue] = []
            for argument in repeat each argument { values.append(try type.value(argument, at: values.count, for: name)) }
            return try type.result(try enter(name, values), of: name)
        }
    }

    /// An exported function without a result as one of Swift's.
    ///
    /// - Throws: As ``function(_:)``.
    public func procedure<each Parameter: WasmNumber>(
        _ name: String
    ) throws(GuestFailure) -> (repeat each Parameter) throws(GuestFailure) -> Void {
        var parameters: [WasmValueType?] = []
        for parameter in repeat (each Parameter).self { parameters.append(parameter.wasmType) }
        let type = try check(name, parameters, [])
        return { [self] (argument: repeat each Parameter) throws(GuestFailure) in
            var values: [WasmValue] = []
            for argument in repeat each argument { values.append(try type.value(argument, at: values.count, for: name)) }
            _ = try enter(name, values)
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
