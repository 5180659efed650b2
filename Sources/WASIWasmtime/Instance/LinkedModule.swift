public import WASIHost

/// A module whose imports have all been found among host functions.
///
/// Found once, used for any number of instances on any threads.
public struct LinkedModule: Sendable {
    /// The module.
    public let module: WasmModule
    /// For every import of the module, what it gets.
    let functions: [HostFunction]
    /// The form for guests that share threads.
    let fibers = FiberLinkSlot()

    /// Finds every import of a module by module, name and type.
    ///
    /// A module may import a function several times, also with the types of several versions: each import gets the function
    /// of its own type.
    ///
    /// - Parameters:
    ///   - functions: What there is; among several of the same module, name and type the first is taken.
    /// - Throws: ``InstantiationError`` with what is missing.
    public init(_ module: WasmModule, functions: [HostFunction]) throws(InstantiationError) {
        var found: [HostFunction] = []
        var missing: [InstantiationError.MissingImport] = []
        found.reserveCapacity(module.imports.count)
        for wanted in module.imports {
            // Sought one by one: there are few enough, and a dictionary's type alone costs a new process more.
            let candidates = functions.filter { $0.name == wanted.name && $0.module == wanted.module }
            if case .function(let type) = wanted.type,
                let match = candidates.first(where: { WasmFunctionType($0.type) == type })
            {
                found.append(match)
            } else {
                missing.append(.init(wanted: wanted, offered: candidates.map { WasmFunctionType($0.type) }))
            }
        }
        guard missing.isEmpty else {
            throw InstantiationError(missing: missing, modules: functions.map(\.module))
        }
        self.module = module
        self.functions = found
    }
}

extension WasmFunctionType {
    /// The type of a host function.
    public init(_ type: HostFunctionType) {
        self.init(type.parameters.map(WasmValueType.init), type.results.map(WasmValueType.init))
    }
}

extension WasmValueType {
    init(_ type: ValueType) {
        switch type {
        case .i32: self = .i32
        case .i64: self = .i64
        }
    }
}
