import CWasmtime
import Synchronization
import WASIHost

/// A module with host functions that its guests can be suspended in: the engine's own form of a ``LinkedModule`` for that, made once.
@safe
final class FiberLink: Sendable {
    /// The module.
    let module: WasmModule
    // The engine's object is thread-safe.
    @safe nonisolated(unsafe) let handle: OpaquePointer
    /// What the engine has pointers to.
    private let functions: [FiberFunction]

    init(_ linked: LinkedModule) throws(InstantiationError) {
        module = linked.module
        let linker: OpaquePointer = unsafe wasmtime_linker_new(module.engine.handle)
        defer { unsafe wasmtime_linker_delete(linker) }
        var kept: [FiberFunction] = []
        var defined: Set<ImportKey> = []
        for (index, function) in linked.functions.enumerated() {
            let wanted: OpaquePointer? = unsafe module.importTypes.data[index]
            // The same one once more. The engine finds functions by their names here, which differ where types do.
            guard defined.insert(unsafe ImportKey(wanted)).inserted else { continue }
            let item = FiberFunction(function)
            kept.append(item)
            if let error = unsafe FiberLink.define(item, for: wanted, in: linker) {
                throw InstantiationError(.engine, unsafe EngineMessage.consume(error))
            }
        }
        functions = kept
        var pre: OpaquePointer?
        if let error = unsafe wasmtime_linker_instantiate_pre(linker, module.handle, &pre) {
            throw InstantiationError(.engine, unsafe EngineMessage.consume(error))
        }
        guard let pre = unsafe pre else { throw InstantiationError(.engine, "the engine does not link the module") }
        handle = unsafe pre
    }

    deinit { unsafe wasmtime_instance_pre_delete(handle) }

    /// Defines a function by the names that the engine knows an import by.
    @unsafe
    private static func define(_ item: FiberFunction, for wanted: OpaquePointer?, in linker: OpaquePointer) -> OpaquePointer?
    {
        guard let module = unsafe wasm_importtype_module(wanted)?.pointee,
            let name = unsafe wasm_importtype_name(wanted)?.pointee
        else { return nil }
        let type = unsafe wasm_externtype_as_functype_const(wasm_importtype_type(wanted))
        let environment = unsafe Unmanaged.passUnretained(item).toOpaque()
        if item.function.mayWait {
            return unsafe wasmtime_linker_define_async_func(
                linker, module.data, module.size, name.data, name.size, type, fiberSuspendableCallback, environment, nil)
        }
        return unsafe wasmtime_linker_define_func_unchecked(
            linker, module.data, module.size, name.data, name.size, type, fiberCallback, environment, nil)
    }
}

/// What the engine finds a function by.
private struct ImportKey: Hashable {
    // Bytes: texts are the same to Swift also where they are written differently.
    var module: [UInt8]
    var name: [UInt8]

    @unsafe
    init(_ wanted: OpaquePointer?) {
        func bytes(_ name: UnsafePointer<wasm_byte_vec_t>?) -> [UInt8] {
            guard let name = unsafe name?.pointee else { return [] }
            return unsafe Array(UnsafeRawBufferPointer(start: name.data, count: name.size))
        }
        module = unsafe bytes(wasm_importtype_module(wanted))
        name = unsafe bytes(wasm_importtype_name(wanted))
    }
}

/// A host function as the guests of one module have it.
@safe
final class FiberFunction: Sendable {
    let function: HostFunction
    /// The function's name where a signal handler can read it.
    @safe nonisolated(unsafe) let name: UnsafeMutablePointer<CChar>

    init(_ function: HostFunction) {
        self.function = function
        let bytes = Array(function.name.utf8CString)
        let name = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        unsafe name.initialize(from: bytes, count: bytes.count)
        self.name = unsafe name
    }

    deinit { unsafe name.deallocate() }
}

/// A ``FiberLink`` that is made when it is first needed.
final class FiberLinkSlot: Sendable {
    // No `Result`, whose type costs a process that needs none of this more than the rest of its module.
    private enum Outcome {
        case made(FiberLink)
        case failed(InstantiationError)
    }

    private let outcome = Mutex<Outcome?>(nil)

    func link(_ linked: LinkedModule) throws(InstantiationError) -> FiberLink {
        try outcome.withLock { outcome throws(InstantiationError) in
            switch outcome {
            case .made(let link)?: return link
            case .failed(let error)?: throw error
            case nil: break
            }
            do throws(InstantiationError) {
                let link = try FiberLink(linked)
                outcome = .made(link)
                return link
            } catch {
                outcome = .failed(error)
                throw error
            }
        }
    }
}
