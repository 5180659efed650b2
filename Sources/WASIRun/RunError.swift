import WASICore
public import WASIUnix
public import WASIWasmtime
public import WasmBinary

/// Why a module was not run.
public enum RunError: Error, Hashable, Sendable {
    /// There is no such file.
    case notFound(module: String)
    /// The file cannot be read.
    case unreadable(module: String, reason: String)
    /// The file is something else than a core module.
    case notAModule(module: String, BinaryKind)
    /// The module is damaged or against the rules, or its text has a mistake.
    case invalid(module: String, reason: String)
    /// The module is the output of a compiler that has yet to be linked, or a library for dynamic linking.
    case unlinked(module: String, ModuleKind)
    /// The module asks for what nobody provides.
    case missingImports(module: String, [MissingImport])
    /// There is nothing to run: the module exports no `_start`.
    case noStart(module: String, exports: [String])
    /// The module exports no function of this name.
    case noSuchFunction(String, module: String, exports: [String])
    /// The function takes something else.
    case wrongArguments(function: String, type: String, reason: String)
    /// The engine's library is missing.
    case engine(EngineUnavailable)
    /// The engine refuses the module, for example because it needs more memory or stack than there is.
    case refused(module: String, reason: String)
    /// What the program was granted cannot be had.
    case grant(ConfigurationError)
    /// A file for a standard stream cannot be opened.
    case stream(name: String, path: String, reason: String)
    /// There are as many runs as may be: ``GuestExecutor/Configuration/maximumQueuedRuns`` wait for their executor, or all instances of
    /// the module's pool (``ModuleOptions/pool``) are in use. Trying again later helps.
    case busy
    /// ``WASICommand/makeSystem`` has thrown this.
    case system(String)
    /// The folder for compiled code cannot be used.
    case cache(String)
    /// The file that the run was to be recorded in cannot be written.
    case recording(String, reason: String)
    /// A file cannot be replayed.
    case notReplayable(String, reason: String)
    /// A recording has no module in it, and none was given beside it.
    case moduleNotRecorded(String, module: String)

    /// Something that a module asks for and nobody provides.
    public struct MissingImport: Hashable, Sendable, CustomStringConvertible {
        /// The module that it is asked of.
        public var module: String
        /// Its name there.
        public var name: String
        /// `(i32, i32) -> i32` for a function, "memory" or such for anything else.
        public var type: String
        /// The types with which a function of this name is provided.
        public var offered: [String]

        /// Makes a value of its parts.
        public init(module: String, name: String, type: String, offered: [String] = []) {
            self.module = module
            self.name = name
            self.type = type
            self.offered = offered
        }

        /// `env.f (i32) -> i32`, and with which types it is provided, if any.
        public var description: String {
            let text = "\(module.visible).\(name.visible) \(type)"
            return offered.isEmpty ? text : "\(text) (provided is \(offered.joined(separator: " and ")))"
        }
    }
}
