import WASIWasmtime

// What an instance's functions are called with, whatever thread they run on.

extension WasmFunctionType {
    /// Checks it against the types of a function of Swift's; `nil` stands for what fits by value.
    func check(
        _ parameters: [WasmValueType?], _ results: [WasmValueType?], for function: String
    ) throws(GuestFailure) {
        let wanted = parameters + results
        let found = self.parameters + self.results
        let fits = zip(wanted, found).allSatisfy { wanted, found in wanted == nil || wanted == found }
        guard parameters.count == self.parameters.count, results.count == self.results.count, fits else {
            func text(_ types: [WasmValueType?]) -> String {
                types.map { $0.map { "\($0)" } ?? "Int" }.joined(separator: ", ")
            }
            throw wrong(function, "it was asked for as (\(text(parameters))) -> \(results.isEmpty ? "()" : text(results))")
        }
    }

    /// A number of Swift's as the argument at an index, which must be one of the function's.
    func value(_ argument: some WasmNumber, at index: Int, for function: String) throws(GuestFailure) -> WasmValue {
        guard let value = argument.value(as: parameters[index]) else {
            throw wrong(function, "\(argument) cannot be passed as \(parameters[index])")
        }
        return value
    }

    /// Numbers of Swift's as values for a call.
    func values(_ arguments: [any WasmNumber], for function: String) throws(GuestFailure) -> [WasmValue] {
        var values: [WasmValue] = []
        for (index, argument) in arguments.enumerated() {
            // Too many, or of another kind: the call itself says what it takes.
            let wanted = index < parameters.count ? parameters[index] : .i32
            guard let value = argument.value(as: wanted) else {
                throw wrong(function, "\(argument) cannot be passed as \(wanted)")
            }
            values.append(value)
        }
        return values
    }

    /// What a call has returned as a number of Swift's.
    func result<Result: WasmNumber>(_ values: [WasmValue], of function: String) throws(GuestFailure) -> Result {
        guard let value = values.first, let result = Result(value) else {
            throw wrong(function, "it does not return what was asked for")
        }
        return result
    }

    private func wrong(_ function: String, _ reason: String) -> GuestFailure {
        .notCalled(.wrongArguments(function: function, type: description, reason: reason))
    }
}
