import CWasmtime
import WasmBinary

/// A compiled module, from which any number of instances can be made, on any threads.
@safe
public final class WasmModule: Sendable {
    /// What it was compiled for.
    public let engine: WasmEngine
    /// What it asks for, in its order. A function may be there several times.
    public let imports: [WasmImport]

    // The engine's own objects are thread-safe.
    @safe nonisolated(unsafe) let handle: OpaquePointer
    /// The engine's form of ``imports``, for the types, and for the names by which the engine tells them apart.
    @safe nonisolated(unsafe) let importTypes: wasm_importtype_vec_t
    /// How many bytes the code has been moved by for those names.
    let addedByteCount: Int

    /// Compiles a module in the binary or the text format.
    ///
    /// - Throws: ``ModuleError``.
    public convenience init(_ bytes: [UInt8], engine: WasmEngine) throws(ModuleError) {
        let outcome = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Result { () throws(ModuleError) in unsafe try WasmModule.compile(bytes, engine: engine) }
        }
        unsafe self.init(handle: try outcome.get(), engine: engine)
    }

    /// Compiles a module in the text format.
    ///
    /// - Throws: ``ModuleError``.
    public convenience init(text: String, engine: WasmEngine) throws(ModuleError) {
        try self.init(Array(text.utf8), engine: engine)
    }

    /// Takes over a module of the engine.
    @unsafe
    init(handle: OpaquePointer, engine: WasmEngine) {
        self.engine = engine
        self.handle = unsafe handle
        var types = unsafe wasm_importtype_vec_t()
        unsafe wasmtime_module_imports(handle, &types)
        importTypes = unsafe types
        var addedByteCount = 0
        imports = unsafe UnsafeBufferPointer(start: types.data, count: types.size).map {
            unsafe WasmImport($0, &addedByteCount)
        }
        self.addedByteCount = addedByteCount
    }

    deinit {
        var types = importTypes
        unsafe wasm_importtype_vec_delete(&types)
        unsafe wasmtime_module_delete(handle)
    }

    /// What it offers, in its order.
    public var exports: [WasmExport] {
        var types = unsafe wasm_exporttype_vec_t()
        unsafe wasmtime_module_exports(handle, &types)
        defer { unsafe wasm_exporttype_vec_delete(&types) }
        return unsafe UnsafeBufferPointer(start: types.data, count: types.size).map { unsafe WasmExport($0) }
    }
}

/// Something that a module asks for.
public struct WasmImport: Hashable, Sendable {
    /// The module that it is to come from.
    public var module: String
    /// Its name there.
    public var name: String
    /// What it must be.
    public var type: WasmExternType

    /// Takes over an import of the engine's, without the mark that its name may have been given.
    @unsafe
    fileprivate init(_ type: OpaquePointer?, _ addedByteCount: inout Int) {
        module = unsafe wasm_importtype_module(type).map { unsafe EngineMessage.text($0.pointee) } ?? ""
        self.type = unsafe WasmExternType(wasm_importtype_type(type))
        guard let name = unsafe wasm_importtype_name(type), let start = unsafe name.pointee.data else {
            self.name = ""
            return
        }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: name.pointee.size)
        let marked = unsafe ImportNames.unmarked(bytes.bindMemory(to: UInt8.self).span)
        addedByteCount += marked?.addedByteCount ?? 0
        self.name = unsafe String(decoding: bytes.prefix(marked?.byteCount ?? bytes.count), as: UTF8.self)
    }
}

/// Something that a module offers.
public struct WasmExport: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it is.
    public var type: WasmExternType

    @unsafe
    init(_ type: OpaquePointer?) {
        name = unsafe wasm_exporttype_name(type).map { unsafe EngineMessage.text($0.pointee) } ?? ""
        self.type = unsafe WasmExternType(wasm_exporttype_type(type))
    }
}
