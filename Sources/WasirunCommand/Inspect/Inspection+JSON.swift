import WASIHost
import WASIRun
import WasmBinary

extension Inspection {
    /// One JSON object. All keys are always there; `null` stands for what is unknown or does not apply.
    ///
    /// | key | value |
    /// |---|---|
    /// | `file` | the name that was given |
    /// | `bytes` | its size |
    /// | `form` | `"binary"` or `"text"` |
    /// | `kind` | `"command"`, `"reactor"`, `"object"`, `"dynamic library"` or `"component"` |
    /// | `runnable` | whether `wasirun FILE` would run it |
    /// | `obstacle` | why not |
    /// | `name` | the module's own name |
    /// | `imports` | objects with `module`, `name`, `kind`, `type` and `provided`; of a component only `name` |
    /// | `exports` | objects with `name`, `kind` and `type`; of a component only `name` |
    /// | `memories` | objects with `minimum` and `maximum` (pages), `pageSize` (bytes), `shared`, `is64Bit` |
    /// | `functions` | the number of functions with a body |
    /// | `start` | whether a function runs on instantiation |
    /// | `features` | the names of what it uses beyond the first version of WebAssembly |
    /// | `targetFeatures` | what its compiler says of that |
    /// | `sockets` | `"none"`, `"wasmedge-v1"`, `"wasmedge-v2"` or `"wasmedge-mixed"` |
    /// | `producers` | objects with `field`, `name` and `version` |
    /// | `customSections` | objects with `name` and `bytes` |
    /// | `cached` | the compilers whose code for it is in the cache |
    func json(provided functions: [HostFunction]) -> JSON {
        let obstacle = Inspection.obstacle(to: contents, provided: functions)
        var entries: [(String, JSON)] = [
            ("file", .string(file)),
            ("bytes", .number(UInt64(byteCount))),
            ("form", .string(isText ? "text" : "binary")),
            ("kind", .string(kind)),
            ("runnable", .bool(obstacle == nil)),
            ("obstacle", obstacle.map(JSON.string) ?? .null),
        ]
        switch contents {
        case .module(let summary): entries += Inspection.entries(summary, provided: functions)
        case .component(let summary): entries += Inspection.entries(summary)
        }
        entries.append(("features", features.map(JSON.strings) ?? .null))
        entries.append(("cached", cached.map(JSON.strings) ?? .null))
        return .object(entries)
    }

    private static func entries(_ summary: ModuleSummary, provided functions: [HostFunction]) -> [(String, JSON)] {
        let imports = imports(of: summary, provided: functions).flatMap { group in
            group.imports.map { entry in
                JSON.object([
                    ("module", .string(group.module)), ("name", .string(entry.name)), ("kind", .string(entry.type.kind)),
                    ("type", .string(entry.type.description)), ("provided", .bool(entry.isProvided)),
                ])
            }
        }
        return [
            ("name", summary.name.map(JSON.string) ?? .null),
            ("imports", .array(imports)),
            (
                "exports",
                .array(
                    summary.exports.map {
                        .object([
                            ("name", .string($0.name)), ("kind", .string($0.type.kind)),
                            ("type", .string($0.type.description)),
                        ])
                    })
            ),
            ("memories", .array(summary.memories.map(json))),
            ("functions", .number(UInt64(summary.functionCount))),
            ("start", .bool(summary.hasStartFunction)),
            ("targetFeatures", .strings(summary.targetFeatures)),
            ("sockets", .string(summary.socketExtension.keyword)),
            (
                "producers",
                .array(
                    summary.producers.map {
                        .object([("field", .string($0.field)), ("name", .string($0.name)), ("version", .string($0.version))])
                    })
            ),
            (
                "customSections",
                .array(
                    summary.customSections.map {
                        .object([("name", .string($0.name)), ("bytes", .number(UInt64($0.byteCount)))])
                    })
            ),
        ]
    }

    private static func entries(_ summary: ComponentSummary) -> [(String, JSON)] {
        func names(_ names: [String]) -> JSON { .array(names.map { .object([("name", .string($0))]) }) }
        return [
            ("name", .null), ("imports", names(summary.imports)), ("exports", names(summary.exports)), ("memories", .null),
            ("functions", .null), ("start", .null), ("targetFeatures", .null), ("sockets", .null), ("producers", .null),
            ("customSections", .null),
        ]
    }

    private static func json(_ memory: Limits) -> JSON {
        .object([
            ("minimum", .number(memory.minimum)), ("maximum", memory.maximum.map(JSON.number) ?? .null),
            ("pageSize", .number(memory.pageSize)), ("shared", .bool(memory.isShared)), ("is64Bit", .bool(memory.is64Bit)),
        ])
    }
}

extension SocketExtension {
    /// The name for programs.
    fileprivate var keyword: String {
        switch self {
        case .none: "none"
        case .wasmEdgeV1: "wasmedge-v1"
        case .wasmEdgeV2: "wasmedge-v2"
        case .mixed: "wasmedge-mixed"
        }
    }
}
