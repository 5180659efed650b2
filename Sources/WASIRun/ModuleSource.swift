/// Where a module comes from.
public enum ModuleSource: Hashable, Sendable {
    /// A file of the host: a `.wasm` file, or a `.wat` file with the text form.
    case file(String)
    /// Standard input, read to its end.
    case standardInput
    /// Bytes of either form, with a name for messages and for the program's first argument.
    case bytes([UInt8], name: String)
    /// A module that is compiled already. Its bytes are not kept.
    case prepared(PreparedModule)

    /// What messages call it.
    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .bytes(_, let name): name
        case .prepared(let module): module.name
        }
    }

    /// What a program is told as its own name unless something else is set: the last component of the file's path.
    public var baseName: String {
        switch self {
        case .file(let path): lastComponent(path)
        case .standardInput: "-"
        case .bytes(_, let name): lastComponent(name)
        case .prepared(let module): module.baseName
        }
    }
}

private func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
