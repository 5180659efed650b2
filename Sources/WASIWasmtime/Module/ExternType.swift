import CWasmtime

/// The type of a WebAssembly value.
public enum WasmValueType: Hashable, Sendable, CustomStringConvertible {
    /// A 32-bit integer.
    case i32
    /// A 64-bit integer.
    case i64
    /// A 32-bit floating-point number.
    case f32
    /// A 64-bit floating-point number.
    case f64
    /// A 128-bit vector.
    case v128
    /// A reference to a function, or null.
    case funcref
    /// A reference to something of the host's, or null.
    case externref
    /// Any other reference.
    case reference

    /// The text format's name; `ref` for ``reference``.
    public var description: String {
        switch self {
        case .i32: "i32"
        case .i64: "i64"
        case .f32: "f32"
        case .f64: "f64"
        case .v128: "v128"
        case .funcref: "funcref"
        case .externref: "externref"
        case .reference: "ref"
        }
    }
}

/// The type of a WebAssembly function.
public struct WasmFunctionType: Hashable, Sendable, CustomStringConvertible {
    /// What it takes.
    public var parameters: [WasmValueType]
    /// What it returns.
    public var results: [WasmValueType]

    /// Makes a type.
    public init(_ parameters: [WasmValueType] = [], _ results: [WasmValueType] = []) {
        self.parameters = parameters
        self.results = results
    }

    /// `(i32, i64) -> i32`, `() -> ()`.
    public var description: String {
        "(\(parameters.map(\.description).joined(separator: ", "))) -> "
            + (results.isEmpty ? "()" : results.map(\.description).joined(separator: ", "))
    }
}

/// The type of a memory.
public struct WasmMemoryType: Hashable, Sendable {
    /// The size at the start, in pages.
    public var minimumPages: UInt64
    /// The size that it can grow to, in pages, if it says so.
    public var maximumPages: UInt64?
    /// The size of a page in bytes; nearly always 65,536.
    public var pageBytes: UInt64
    /// Whether addresses have 64 bits.
    public var is64Bit: Bool
    /// Whether several threads may share it.
    public var isShared: Bool
}

/// The type of an import or export.
public enum WasmExternType: Hashable, Sendable, CustomStringConvertible {
    /// A function.
    case function(WasmFunctionType)
    /// A memory.
    case memory(WasmMemoryType)
    /// A global variable.
    case global
    /// A table.
    case table
    /// An exception's tag.
    case tag

    /// One or two words, and for a function its type.
    public var description: String {
        switch self {
        case .function(let type): "function \(type)"
        case .memory: "memory"
        case .global: "global"
        case .table: "table"
        case .tag: "tag"
        }
    }
}

// MARK: From the engine's types

extension WasmValueType {
    @unsafe
    init(_ type: OpaquePointer?) {
        var complete = unsafe wasmtime_valtype_t()
        unsafe wasmtime_valtype_new(type, &complete)
        defer { unsafe wasmtime_valtype_delete(&complete) }
        switch unsafe Int(complete.kind) {
        case WASMTIME_VALTYPE_KIND_I32: self = .i32
        case WASMTIME_VALTYPE_KIND_I64: self = .i64
        case WASMTIME_VALTYPE_KIND_F32: self = .f32
        case WASMTIME_VALTYPE_KIND_F64: self = .f64
        case WASMTIME_VALTYPE_KIND_V128: self = .v128
        default:
            guard unsafe complete.reftype.nullable else {
                self = .reference
                return
            }
            switch unsafe Int(complete.reftype.heaptype.kind) {
            case WASMTIME_HEAPTYPE_KIND_FUNC: self = .funcref
            case WASMTIME_HEAPTYPE_KIND_EXTERN: self = .externref
            default: self = .reference
            }
        }
    }

    @unsafe
    fileprivate static func list(_ types: UnsafePointer<wasm_valtype_vec_t>?) -> [WasmValueType] {
        guard let types = unsafe types else { return [] }
        return unsafe UnsafeBufferPointer(start: types.pointee.data, count: types.pointee.size).map {
            unsafe WasmValueType($0)
        }
    }
}

extension WasmFunctionType {
    @unsafe
    init(_ type: OpaquePointer?) {
        parameters = unsafe WasmValueType.list(wasm_functype_params(type))
        results = unsafe WasmValueType.list(wasm_functype_results(type))
    }
}

extension WasmMemoryType {
    @unsafe
    init(_ type: OpaquePointer?) {
        minimumPages = unsafe wasmtime_memorytype_minimum(type)
        var maximum: UInt64 = 0
        maximumPages = unsafe wasmtime_memorytype_maximum(type, &maximum) ? maximum : nil
        pageBytes = unsafe wasmtime_memorytype_page_size(type)
        is64Bit = unsafe wasmtime_memorytype_is64(type)
        isShared = unsafe wasmtime_memorytype_isshared(type)
    }
}

extension WasmExternType {
    @unsafe
    init(_ type: OpaquePointer?) {
        switch unsafe Int(wasm_externtype_kind(type)) {
        case WASM_EXTERN_FUNC:
            self = unsafe .function(WasmFunctionType(wasm_externtype_as_functype_const(type)))
        case WASM_EXTERN_MEMORY:
            self = unsafe .memory(WasmMemoryType(wasm_externtype_as_memorytype_const(type)))
        case WASM_EXTERN_GLOBAL: self = .global
        case WASM_EXTERN_TABLE: self = .table
        default: self = .tag
        }
    }
}
