import WASIHost
import WASIRun
import WASIWasmtime
import WasmBinary

/// Finds out what a module is, and prints it. Runs nothing of it.
struct Inspector {
    let options: InspectOptions

    init(_ options: InspectOptions) { self.options = options }

    /// Looks into the module.
    ///
    /// - Returns: The exit code, 0.
    /// - Throws: A failure for what is not WebAssembly, damaged or not there.
    func run() throws(CommandFailure) -> Int32 {
        let source = try ModuleSource(argument: options.module)
        let cache = try CodeCache(argument: options.cache)
        do throws(RunError) {
            let inspection = try inspect(source, cache)
            let functions = SocketFunctions.auto.functions
            StandardOutput.print(
                options.json ? inspection.json(provided: functions).text : inspection.text(provided: functions))
            return 0
        } catch {
            throw CommandFailure(error)
        }
    }

    private func inspect(_ source: ModuleSource, _ cache: CodeCache) throws(RunError) -> Inspection {
        let bytes = try source.read()
        var inspection = Inspection(
            file: source.name, byteCount: bytes.count, isText: false, contents: .module(ModuleSummary()), features: nil,
            cached: nil)
        var binary = bytes
        if case .text = BinaryKind(of: bytes.span) {
            inspection.isText = true
            binary = try source.binary(of: bytes)
        }
        if let component = ComponentSummary(reading: binary.span) {
            inspection.contents = .component(component)
            return inspection
        }
        inspection.contents = .module(try source.summary(of: binary))
        inspection.features = try? WasmFeature.required(by: binary).map(\.rawValue).sorted()
        inspection.cached = compilers(source, cache)
        return inspection
    }

    /// The compilers whose code for the module is kept; `nil` if it is not a file or nothing is kept.
    private func compilers(_ source: ModuleSource, _ cache: CodeCache) -> [String]? {
        guard case .file = source, cache != .off else { return nil }
        var command = WASICommand(module: source)
        command.cache = cache
        command.maximumStackBytes = GuestStack.byteCount(of: HostProcess.raiseStackLimit())
        return command.cachedCompilers().map(\.rawValue).sorted()
    }
}
