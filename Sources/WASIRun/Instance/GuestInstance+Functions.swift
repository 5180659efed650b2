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
            for argument in repeat each argument { values.append(try value(argument, values.count, name, type)) }
            guard let value = try enter(name, values).first, let result = Result(value) else {
                throw wrong(name, type, "it does not return what was asked for")
            }
            return result
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
            for argument in repeat each argument { values.append(try value(argument, values.count, name, type)) }
            _ = try enter(name, values)
        }
    }

    private func value(
        _ argument: some WasmNumber, _ index: Int, _ name: String, _ type: WasmFunctionType
    ) throws(GuestFailure) -> WasmValue {
        guard let value = argument.value(as: type.parameters[index]) else {
            throw wrong(name, type, "\(argument) cannot be passed as \(type.parameters[index])")
        }
        return value
    }

    /// Checks a function's type against that of Swift's; `nil` stands for what fits by value.
    private func check(
        _ name: String, _ parameters: [WasmValueType?], _ results: [WasmValueType?]
    ) throws(GuestFailure) -> WasmFunctionType {
        guard let type = type(of: name) else { throw missing(name) }
        let wanted = parameters + results
        let found = type.parameters + type.results
        let fits = zip(wanted, found).allSatisfy { wanted, found in wanted == nil || wanted == found }
        guard parameters.count == type.parameters.count, results.count == type.results.count, fits else {
            func text(_ types: [WasmValueType?]) -> String {
                types.map { $0.map { "\($0)" } ?? "Int" }.joined(separator: ", ")
            }
            throw wrong(name, type, "it was asked for as (\(text(parameters))) -> \(results.isEmpty ? "()" : text(results))")
        }
        return type
    }

    private func wrong(_ name: String, _ type: WasmFunctionType, _ reason: String) -> GuestFailure {
        .notCalled(.wrongArguments(function: name, type: type.description, reason: reason))
    }
}
