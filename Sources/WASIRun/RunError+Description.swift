import WASICore
import WASIUnix
import WASIWasmtime
import WasmBinary

extension RunError: CustomStringConvertible {
    /// One sentence without a full stop, that names the module; further lines may list things.
    public var description: String {
        switch self {
        case .notFound(let module): "there is no file \"\(module)\""
        case .unreadable(let module, let reason): "cannot read \"\(module)\": \(reason)"
        case .notAModule(let module, let kind): RunError.text(module, kind)
        case .invalid(let module, let reason): "\"\(module)\" is not a valid module: \(reason.visible)"
        case .unlinked(let module, .object):
            "\"\(module)\" is an object file, which has to be linked (wasm-ld) before it can run"
        case .unlinked(let module, let kind): "\"\(module)\" is a \(kind) and cannot run by itself"
        case .missingImports(let module, let imports): RunError.text(module, imports)
        case .noStart(let module, let exports):
            "\"\(module)\" is a library, not a program: it exports \(RunError.text(exports)) and no _start"
        case .noSuchFunction(let name, let module, let exports):
            "\"\(module)\" exports no function \"\(name)\", only \(RunError.text(exports))"
        case .wrongArguments(let function, let type, let reason): "\(function) has the type \(type); \(reason)"
        case .engine(let error): error.description
        case .refused(let module, let reason): "the engine refuses \"\(module)\": \(reason)"
        case .grant(let error): error.description
        case .stream(let name, let path, let reason): "cannot open \"\(path)\" as \(name): \(reason)"
        case .busy: "as many runs are under way or wait for their executor as may"
        case .system(let reason): "cannot make the program's system: \(reason)"
        case .cache(let reason): reason
        case .recording(let path, let reason): "the recording \"\(path.visible)\" cannot be written: \(reason)"
        case .moduleNotRecorded(let path, let module):
            "\"\(path.visible)\" cannot be replayed: it does not have the module \"\(module.visible)\" in it, which must be given"
        case .notReplayable(let path, let reason): "\"\(path.visible)\" cannot be replayed: \(reason)"
        }
    }

    private static func text(_ module: String, _ kind: BinaryKind) -> String {
        switch kind {
        case .empty: "\"\(module)\" is empty"
        case .component, .text(component: true):
            "\"\(module)\" is \(kind) (WASI 0.2 or later), which is not supported yet; wasirun runs core modules for WASI preview 1"
        case .truncated: "\"\(module)\" is only \(kind); the rest is missing"
        default: "\"\(module)\" is \(kind), not a WebAssembly module"
        }
    }

    private static func text(_ module: String, _ imports: [MissingImport]) -> String {
        let shown = 8
        let list = imports.prefix(shown).map { "\n  \($0)" }.joined()
        let rest = imports.count > shown ? "\n  and \(imports.count - shown) more" : ""
        let hint = imports.lazy.compactMap { advice(on: $0) }.first.map { "\n\($0)" } ?? ""
        return "\"\(module)\" asks for what nobody provides:\(list)\(rest)\(hint)"
    }

    /// What made a module want the import, and what to do, where that is known.
    private static func advice(on missing: MissingImport) -> String? {
        switch missing.module {
        case "wasi_unstable":
            "wasi_unstable is the WASI of 2019; a newer compiler makes the module for wasi_snapshot_preview1"
        case "wasix_32v1", "wasix_64v1": "The module is made for WASIX, an extension of WASI by Wasmer"
        case "gojs", "go": "The module is made for browsers; GOOS=wasip1 makes it for WASI"
        case let module where module.hasPrefix("__wbindgen") || module == "wbg":
            "The module is made for JavaScript by wasm-bindgen; the target wasm32-wasip1 makes it for WASI"
        case let module where module.hasPrefix("wasi:"):
            "The module is the core of a component for WASI 0.2 or later, which is not supported yet"
        case "env"
        where missing.name.hasPrefix("emscripten_") || missing.name.hasPrefix("__syscall_") || missing.name == "invoke_vi":
            "The module is made for JavaScript by Emscripten; -sSTANDALONE_WASM makes it for WASI"
        case "env" where missing.type.hasPrefix("("):
            "Functions of \"env\" are those that the linker has not found; perhaps a library was left out when the module was linked"
        default: nil
        }
    }

    private static func text(_ exports: [String]) -> String {
        guard !exports.isEmpty else { return "other things" }
        let shown = 20
        let rest = exports.count > shown ? " and \(exports.count - shown) more" : ""
        return exports.prefix(shown).map(\.visible).joined(separator: ", ") + rest
    }
}
