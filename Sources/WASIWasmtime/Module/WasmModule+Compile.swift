import CWasmtime
import WasmBinary

extension WasmModule {
    /// Compiles what a file holds.
    @unsafe
    static func compile(_ bytes: UnsafeRawBufferPointer, engine: WasmEngine) throws(ModuleError) -> OpaquePointer {
        switch unsafe ModuleFormat(bytes) {
        case .module: return unsafe try compileBinary(bytes, engine: engine)
        case .text:
            var binary = unsafe try translateText(bytes)
            defer { unsafe wasm_byte_vec_delete(&binary) }
            return unsafe try compileBinary(UnsafeRawBufferPointer(start: binary.data, count: binary.size), engine: engine)
        case let other: throw ModuleError(other)
        }
    }

    @unsafe
    private static func compileBinary(
        _ bytes: UnsafeRawBufferPointer, engine: WasmEngine
    ) throws(ModuleError) -> OpaquePointer {
        // The text format can describe components, too.
        let format = unsafe ModuleFormat(bytes)
        guard format == .module else { throw ModuleError(format) }
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        // The engine finds functions that guests can be suspended in by module and name only. It takes them from hand to hand, too, but
        // only to make the instance without suspending, and a start function that waits ends the process then.
        let binary = unsafe UnsafeBufferPointer(start: start, count: bytes.count)
        if let apart = unsafe ImportNames.apart(binary.span), let module = unsafe compile(apart, engine: engine) {
            return unsafe module
        }
        var module: OpaquePointer?
        if let error = unsafe wasmtime_module_new(engine.handle, start, bytes.count, &module) {
            let words = unsafe EngineMessage.consume(error)
            if engine.configuration.pool != nil, let excess = words.text(behind: "pooling allocator requirements: ") {
                throw ModuleError(.compiler, "the module asks for more than an instance of its pool has: \(excess)")
            }
            // A module can be in order and still be beyond the compiler; which of the two, its words do not tell. For the quick
            // compiler some features are switched off, so there even the validation's answer means the compiler.
            let mistake = unsafe wasmtime_module_validate(engine.handle, start, bytes.count)
            let why = unsafe mistake.map { unsafe EngineMessage.consume($0) }
            let compiler = engine.configuration.compiler
            guard let why, compiler == .cranelift else {
                throw ModuleError(.compiler, "the \(compiler.rawValue) compiler refuses the module: \(why ?? words)")
            }
            throw ModuleError(.invalid, "the module is not valid WebAssembly: \(why)")
        }
        guard let module = unsafe module else { throw ModuleError(.compiler, "the engine made no module") }
        return unsafe module
    }

    /// Compiles a module that is not the user's own. `nil` if it is refused: what there is to say is about the user's.
    @unsafe
    private static func compile(_ binary: [UInt8], engine: WasmEngine) -> OpaquePointer? {
        var module: OpaquePointer?
        if let error = unsafe wasmtime_module_new(engine.handle, binary, binary.count, &module) {
            unsafe wasmtime_error_delete(error)
            return nil
        }
        return unsafe module
    }

    /// The binary format of a text, for the caller to delete.
    @unsafe
    static func translateText(_ text: UnsafeRawBufferPointer) throws(ModuleError) -> wasm_byte_vec_t {
        let start = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self)
        // What is not meant as WebAssembly text gets a plain answer instead of a parser's.
        let first = unsafe text.first { !" \t\r\n".utf8.contains($0) }
        guard first == UInt8(ascii: "(") || first == UInt8(ascii: ";") else {
            throw ModuleError(.notWebAssembly, "this is neither a WebAssembly module nor one in the text format")
        }
        var binary = unsafe wasm_byte_vec_t()
        if let error = unsafe wasmtime_wat2wasm(start, text.count, &binary) {
            throw unsafe ModuleError(.text, "the text is not a WebAssembly module: \(EngineMessage.consumeMistake(error))")
        }
        return unsafe binary
    }
}

extension String {
    /// What follows a part of it. `nil` if it is not in it.
    fileprivate func text(behind part: String) -> Substring? { firstRange(of: part).map { self[$0.upperBound...] } }
}

extension ModuleError {
    /// Why a format is not a module.
    init(_ format: ModuleFormat) {
        switch format {
        case .component:
            self.init(.component, "this is a component (WASI 0.2 or later), not a module of WASI preview 1")
        case .empty: self.init(.empty, "the module is empty")
        case .unknownVersion(let version):
            self.init(
                .invalid, "the module has version 0x\(String(version, radix: 16)) of the binary format; known is version 1")
        default: self.init(.notWebAssembly, "this is neither a WebAssembly module nor one in the text format")
        }
    }
}
