extension ModuleReader {
    mutating func readImports(_ section: inout BinaryReader) throws(BinaryDamage) {
        var progress = try section.beginImports()
        while let entry = try section.nextImport(&progress) {
            let module = try section.text(at: entry.module, "the module of an import")
            let name = try section.text(at: entry.name, "the name of an import")
            let type: ExternalType =
                switch entry.type {
                case .function(let index): .function(try signature(index))
                case .tag(let index): .tag(try signature(index))
                case .complete(let type): type
                }
            count(type)
            summary.imports.append(.init(module: module, name: name, type: type))
        }
        importedFunctions = functions.count
    }

    /// Gives an import its place among the things that exports refer to.
    private mutating func count(_ type: ExternalType) {
        switch type {
        case .function(let signature): functions.append(signature)
        case .table: tables.append(type)
        case .memory(let limits): add(limits)
        case .global: globals.append(type)
        case .tag: tags.append(type)
        }
    }
}
