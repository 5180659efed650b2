import CWasmtime

/// Which version of the engine a library is.
enum EngineVersion {
    /// Whether the loaded library has the major version that this package is made for.
    ///
    /// The C interface has no function that tells. Compiled code begins with the version, so an empty module is compiled, which
    /// takes two milliseconds: for libraries that did not come with this package only.
    static func isExpected() -> Bool {
        let config = unsafe wasm_config_new()
        unsafe wasmtime_config_parallel_compilation_set(config, false)
        let engine = unsafe wasm_engine_new_with_config(config)
        defer { unsafe wasm_engine_delete(engine) }
        let empty: [UInt8] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        var module: OpaquePointer?
        guard unsafe wasmtime_module_new(engine, empty, empty.count, &module) == nil else { return false }
        defer { unsafe wasmtime_module_delete(module) }
        var code = unsafe wasm_byte_vec_t()
        guard unsafe wasmtime_module_serialize(module, &code) == nil else { return false }
        defer { unsafe wasm_byte_vec_delete(&code) }
        // The section's own layout version, the length of the text, the text.
        let major = WasmtimeLibrary.version.utf8.prefix { $0 != UInt8(ascii: ".") }
        let mark = [0, UInt8(clamping: major.count)] + Array(major)
        let bytes = unsafe UnsafeRawBufferPointer(start: code.data, count: code.size)
        return bytes.indices.dropLast(mark.count).contains { start in
            mark.indices.allSatisfy { unsafe bytes[start + $0] == mark[$0] }
        }
    }
}
