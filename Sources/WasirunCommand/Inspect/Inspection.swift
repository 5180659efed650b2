import WASIHost
import WASIRun
import WASIWasmtime
import WasmBinary

/// What `wasirun inspect` has found out about a module.
struct Inspection {
    /// The name that the command line gave.
    var file: String
    var byteCount: Int
    /// Whether the file is in the text form.
    var isText: Bool
    var contents: Contents
    /// What the module needs beyond the first version of WebAssembly; `nil` if the engine could not be asked.
    var features: [String]?
    /// The compilers whose code for the module is in the cache; `nil` where none is looked for.
    var cached: [String]?

    enum Contents {
        case module(ModuleSummary)
        case component(ComponentSummary)
    }

    /// An import, and whether there is a function for it.
    struct Import {
        var name: String
        var type: ExternalType
        var isProvided: Bool
    }

    /// "command", "reactor", "component" and so on.
    var kind: String {
        switch contents {
        case .module(let summary): summary.kind.rawValue
        case .component: "component"
        }
    }

    /// The module's imports by the module that they come from, in the order in which these first appear.
    static func imports(of summary: ModuleSummary, provided functions: [HostFunction]) -> [(
        module: String, imports: [Import]
    )] {
        var groups: [(module: String, imports: [Import])] = []
        var places: [String: Int] = [:]
        let provided = Set(functions.map { "\($0.module).\($0.name) \($0.type)" })
        for entry in summary.imports {
            // Both sides print types alike.
            let isFunction = if case .function = entry.type { true } else { false }
            let item = Import(
                name: entry.name, type: entry.type, isProvided: isFunction && provided.contains(entry.description))
            if let place = places[entry.module] {
                groups[place].imports.append(item)
            } else {
                places[entry.module] = groups.count
                groups.append((entry.module, [item]))
            }
        }
        return groups
    }

    /// Why `wasirun` would not run the module as a program, as the end of a sentence; `nil` if it would.
    static func obstacle(to contents: Contents, provided functions: [HostFunction]) -> String? {
        guard case .module(let summary) = contents else { return "components are not supported yet" }
        switch summary.kind {
        case .object: return "it has not been linked"
        case .dynamicLibrary: return "it is a library for dynamic linking"
        case .command, .reactor: break
        }
        let missing = imports(of: summary, provided: functions).flatMap(\.imports).count { !$0.isProvided }
        if missing > 0 {
            return missing == 1 ? "nobody provides one of its imports" : "nobody provides \(missing) of its imports"
        }
        return summary.kind == .reactor ? "it is a library; --invoke NAME calls one of its functions" : nil
    }
}
