extension ModuleReader {
    mutating func readImports(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("imports")) {
            let module = try section.name("the module of an import")
            // The compact forms name the module once: an empty name, then a number that is no kind of import.
            switch (section.peek(), section.peek(1)) {
            case (0, 0x7f):
                try section.skip(2, "an import")
                for _ in 0..<(try section.count("imports of a module")) {
                    let name = try section.name("the name of an import")
                    try add(module, name, try importType(&section), section)
                }
            case (0, 0x7e):
                try section.skip(2, "an import")
                let type = try importType(&section)
                for _ in 0..<(try section.count("imports of a module")) {
                    let name = try section.name("the name of an import")
                    try add(module, name, type, section)
                }
            default:
                let name = try section.name("the name of an import")
                try add(module, name, try importType(&section), section)
            }
        }
        importedFunctions = functions.count
    }

    private mutating func add(
        _ module: String, _ name: String, _ type: ExternalType, _ section: borrowing BinaryReader
    ) throws(BinaryDamage) {
        guard summary.imports.count < entryLimit else { throw section.damage("there are more than \(entryLimit) imports") }
        count(type)
        summary.imports.append(.init(module: module, name: name, type: type))
    }

    /// The type of an import.
    private func importType(_ section: inout BinaryReader) throws(BinaryDamage) -> ExternalType {
        let start = section.offset
        switch try section.byte("the kind of an import") {
        // With the upper bit the function's type is exact, as the custom descriptors proposal has it.
        case 0, 0x20: return .function(try signature(&section))
        case 1: return try table(&section)
        case 2: return .memory(try section.limits(pages: true))
        case 3: return try section.globalType()
        case 4: return try tag(&section)
        case let kind: throw section.damage("0x\(String(kind, radix: 16)) is not a kind of import", at: start)
        }
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
