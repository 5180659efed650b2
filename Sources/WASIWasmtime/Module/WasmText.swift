import CWasmtime

/// WebAssembly's text form.
public enum WasmText {
    /// The binary form of a module or component in text form.
    ///
    /// - Throws: ``LoadError/engine(_:)`` without an engine, whose translator this is; ``LoadError/module(_:)`` for a text with a
    ///   mistake.
    public static func binary(of text: [UInt8]) throws(LoadError) -> [UInt8] {
        do throws(EngineUnavailable) { try WasmtimeLibrary.load() } catch { throw .engine(error) }
        let outcome = unsafe text.withUnsafeBytes { text in
            Result { () throws(ModuleError) in
                var binary = unsafe try WasmModule.translateText(text)
                defer { unsafe wasm_byte_vec_delete(&binary) }
                return unsafe Array(UnsafeRawBufferPointer(start: binary.data, count: binary.size))
            }
        }
        do throws(ModuleError) { return try outcome.get() } catch { throw .module(error) }
    }
}
