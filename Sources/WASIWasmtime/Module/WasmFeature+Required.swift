import CWasmtime

extension WasmFeature {
    /// The features without which a module is not valid, with those that they build on.
    ///
    /// They are found by validating the module with features switched off, a few times for most modules.
    ///
    /// - Parameter module: A module in the binary or the text format.
    /// - Throws: ``LoadError`` if there is no engine, or the module is not valid with all features.
    public static func required(by module: [UInt8]) throws(LoadError) -> Set<WasmFeature> {
        let outcome = unsafe module.withUnsafeBytes { module in
            Result { () throws(LoadError) in
                switch unsafe ModuleFormat(module) {
                case .module: return unsafe try required(binary: module)
                case .text:
                    var binary = unsafe try translate(module)
                    defer { unsafe wasm_byte_vec_delete(&binary) }
                    return unsafe try required(binary: UnsafeRawBufferPointer(start: binary.data, count: binary.size))
                case let other: throw LoadError.module(ModuleError(other))
                }
            }
        }
        return try outcome.get()
    }

    @unsafe
    private static func required(binary: UnsafeRawBufferPointer) throws(LoadError) -> Set<WasmFeature> {
        if let reason = unsafe try mistake(in: binary, without: []) {
            throw .module(ModuleError(.invalid, "the module is not valid WebAssembly: \(reason)"))
        }
        return unsafe try required(binary: binary, among: allCases[...])
    }

    /// Most features are not needed, so whole groups of them are ruled out at once.
    @unsafe
    private static func required(
        binary: UnsafeRawBufferPointer, among features: ArraySlice<WasmFeature>
    ) throws(LoadError) -> Set<WasmFeature> {
        guard unsafe try mistake(in: binary, without: Set(features)) != nil else { return [] }
        guard features.count > 1 else { return Set(features) }
        let middle = features.startIndex + features.count / 2
        let first = unsafe try required(binary: binary, among: features[..<middle])
        return unsafe try first.union(required(binary: binary, among: features[middle...]))
    }

    /// What the validator says of a module when some features are not known.
    @unsafe
    private static func mistake(
        in binary: UnsafeRawBufferPointer, without features: Set<WasmFeature>
    ) throws(LoadError) -> String? {
        var configuration = EngineConfiguration()
        configuration.compilesInParallel = false
        configuration.disabledFeatures = features
        configuration.allowsUnfinishedFeatures = true
        let engine: WasmEngine
        do throws(EngineUnavailable) { engine = try WasmEngine(configuration) } catch { throw .engine(error) }
        let start = unsafe binary.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let error = unsafe wasmtime_module_validate(engine.handle, start, binary.count)
        return unsafe error.map { unsafe EngineMessage.consume($0) }
    }

    @unsafe
    private static func translate(_ text: UnsafeRawBufferPointer) throws(LoadError) -> wasm_byte_vec_t {
        do throws(ModuleError) {
            return unsafe try WasmModule.translateText(text)
        } catch {
            throw .module(error)
        }
    }
}
