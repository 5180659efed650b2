/// The functions that guests can import, found by module, name and type.
///
/// Several functions of one name may differ in type, as those of successive versions of an extension do: each import gets the
/// one that it was compiled for, even when one module mixes them.
public struct HostFunctions: Sendable {
    /// All functions, in the order in which they were given.
    public let all: [HostFunction]

    private let places: [Name: [Int]]

    private struct Name: Hashable {
        let module: String
        let name: String
    }

    /// Collects functions; of several with the same name and type, the first counts.
    public init(_ functions: [HostFunction] = Preview1.functions) {
        all = functions
        places = Dictionary(
            grouping: functions.indices, by: { Name(module: functions[$0].module, name: functions[$0].name) })
    }

    /// Whether any function is provided under a module's name.
    public func provides(module: String) -> Bool { all.contains { $0.module == module } }

    /// The function for an import.
    ///
    /// - Throws: ``UnresolvedImport``, which tells a function that is not provided from one that is provided with another type.
    public func resolve(
        module: String, name: String, type: HostFunctionType
    ) throws(UnresolvedImport) -> HostFunction {
        let candidates = places[Name(module: module, name: name)] ?? []
        if let place = candidates.first(where: { all[$0].type == type }) { return all[place] }
        let reason: UnresolvedImport.Reason =
            if !candidates.isEmpty {
                .otherType(provided: candidates.map { all[$0].type })
            } else if provides(module: module) {
                .unknownName
            } else {
                .unknownModule
            }
        throw UnresolvedImport(module: module, name: name, type: type, reason: reason)
    }
}

/// An import that nobody provides.
public struct UnresolvedImport: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is missing.
    public enum Reason: Hashable, Sendable {
        /// Nothing is provided under the module's name.
        case unknownModule
        /// The module has no function of that name.
        case unknownName
        /// The function is there, but not with this type.
        case otherType(provided: [HostFunctionType])
    }

    /// The module that is imported from.
    public let module: String
    /// What is imported from it.
    public let name: String
    /// The type that is asked for.
    public let type: HostFunctionType
    /// What is missing.
    public let reason: Reason

    public init(module: String, name: String, type: HostFunctionType, reason: Reason) {
        self.module = module
        self.name = name
        self.type = type
        self.reason = reason
    }

    /// One sentence without a full stop.
    public var description: String {
        switch reason {
        case .unknownModule:
            "the module imports \(name) from \(module), of which nothing is provided"
        case .unknownName:
            "the module imports \(name) from \(module), which has no function of that name"
        case .otherType(let provided):
            "the module imports \(name) from \(module) as \(type), but it is provided as "
                + provided.map(\.description).joined(separator: " or ")
        }
    }
}
