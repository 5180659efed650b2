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
        var defined: [String: HostFunctionType] = [:]
        for (index, function) in linked.functions.enumerated() {
            let key = "\(function.module)\0\(function.name)"
            if let type = defined[key] {
                // The same one once more. The engine finds functions by their names here.
                if type == function.type { continue }
                throw InstantiationError(
                    .engine, "the module imports \(function.name) with two types, which guests that share threads cannot")
            }
            defined[key] = function.type
            let item = FiberFunction(function)
            kept.append(item)
            let type = unsafe wasm_externtype_as_functype_const(wasm_importtype_type(module.importTypes.data[index]))
            if let error = unsafe FiberLink.define(item, type, in: linker) {
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

    @unsafe
    private static func define(_ item: FiberFunction, _ type: OpaquePointer?, in linker: OpaquePointer) -> OpaquePointer? {
        let function = item.function
        let environment = unsafe Unmanaged.passUnretained(item).toOpaque()
        return unsafe function.module.withCString { module in
            unsafe function.name.withCString { name in
                let (moduleSize, nameSize) = (function.module.utf8.count, function.name.utf8.count)
                if function.mayWait {
                    return unsafe wasmtime_linker_define_async_func(
                        linker, module, moduleSize, name, nameSize, type, fiberSuspendableCallback, environment, nil)
                }
                return unsafe wasmtime_linker_define_func_unchecked(
                    linker, module, moduleSize, name, nameSize, type, fiberCallback, environment, nil)
            }
        }
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
