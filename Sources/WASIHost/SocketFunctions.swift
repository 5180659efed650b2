/// Which socket calls a guest finds beyond those of preview 1.
///
/// An import is bound by its type, so that a module may use calls of both of WasmEdge's versions.
public enum SocketFunctions: String, Hashable, Sendable, CaseIterable {
    /// Both of WasmEdge's versions: whatever a module imports.
    case auto
    /// None.
    case none
    /// WasmEdge's first version; see ``WasmEdge``.
    case wasmEdgeV1 = "wasmedgev1"
    /// WasmEdge's second version.
    case wasmEdgeV2 = "wasmedgev2"
    /// No further calls; ``Preview1`` with a `path_open` that makes sockets. See ``SocketPaths``.
    case pathOpen = "path_open"

    /// Everything that a guest can import with this choice: previews 1 and 0, and the further socket calls.
    ///
    /// Made when it is first asked for, and kept.
    public var functions: [HostFunction] {
        switch self {
        case .auto: Self.autoFunctions
        case .none: Self.noFunctions
        case .wasmEdgeV1: Self.wasmEdgeV1Functions
        case .wasmEdgeV2: Self.wasmEdgeV2Functions
        case .pathOpen: Self.pathOpenFunctions
        }
    }

    private static let autoFunctions =
        Preview1.functions + WasmEdge.functions + WasmEdge.version1 + WasmEdge.version2 + Preview0.functions
    private static let noFunctions = Preview1.functions + Preview0.functions
    private static let wasmEdgeV1Functions =
        Preview1.functions + WasmEdge.functions + WasmEdge.version1 + Preview0.functions
    private static let wasmEdgeV2Functions =
        Preview1.functions + WasmEdge.functions + WasmEdge.version2 + Preview0.functions
    private static let pathOpenFunctions = SocketPaths.functions + Preview0.functions
}
