import WASIWasmtime

extension Guest {
    /// Reads arguments by the types of a function's parameters.
    func arguments(of function: String, _ texts: [String]) throws(RunError) -> [WasmValue] {
        guard let instance else { return [] }
        let type = instance.function(function)?.type ?? WasmFunctionType()
        let wanted = type.parameters.count
        guard texts.count == wanted else {
            throw .wrongArguments(
                function: function, type: type.description,
                reason:
                    "it takes \(wanted) argument\(wanted == 1 ? "" : "s"), and \(texts.count) \(texts.count == 1 ? "was" : "were") given"
            )
        }
        var values: [WasmValue] = []
        for (text, parameter) in zip(texts, type.parameters) {
            guard let value = WasmValue(text, as: parameter) else {
                throw .wrongArguments(
                    function: function, type: type.description,
                    reason: "\"\(text)\" is not a number of the type \(parameter)")
            }
            values.append(value)
        }
        return values
    }
}
