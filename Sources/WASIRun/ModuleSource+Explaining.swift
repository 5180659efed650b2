import WASIWasmtime
import WasmBinary

extension ModuleSource {
    /// What a person is told for the host's error.
    func explain(_ error: HostReadError) -> RunError {
        error.isAbsence ? .notFound(module: name) : .unreadable(module: name, reason: error.reason)
    }

    /// What a person is told for the engine's error.
    ///
    /// - Parameter bytes: The module, if it has been read; a file is read again.
    func explain(_ error: LoadError, _ bytes: [UInt8]?) -> RunError {
        switch error {
        case .engine(let error): .engine(error)
        case .module(let error): explain(error, bytes)
        }
    }

    private func explain(_ error: ModuleError, _ bytes: [UInt8]?) -> RunError {
        switch error.kind {
        case .unreadable(let number): explain(HostReadError(number: number))
        case .empty: .notAModule(module: name, .empty)
        case .component: .notAModule(module: name, .component)
        case .text: .invalid(module: name, reason: reason(error))
        case .compiler: .refused(module: name, reason: error.description)
        // The reader of binaries knows more of what is not a module, and where one is damaged.
        case .notWebAssembly, .invalid: findMistake(in: bytes) ?? .invalid(module: name, reason: reason(error))
        }
    }

    /// The engine's words without its own beginning of a sentence; ours names the module.
    private func reason(_ error: ModuleError) -> String {
        for beginning in ["the module is not valid WebAssembly: ", "the text is not a WebAssembly module: "]
        where error.description.hasPrefix(beginning) { return String(error.description.dropFirst(beginning.count)) }
        return error.description
    }

    private func findMistake(in known: [UInt8]?) -> RunError? {
        guard let bytes = known ?? rereadable else { return nil }
        do throws(RunError) {
            if case .text(component: false) = BinaryKind(of: bytes.span) { return nil }
            _ = try summary(of: bytes)
            return nil
        } catch {
            return error
        }
    }

    /// What a module in a file or in memory says of itself, if it does.
    var summary: ModuleSummary? { rereadable.flatMap { try? ModuleSummary($0) } }

    private var rereadable: [UInt8]? {
        if case .standardInput = self { return nil }
        return try? bytes()
    }
}
