/// Where a module says what it imports.
struct ImportSections {
    /// The types, if there are any in front of the imports.
    var types: Range<Int>?
    var imports: MeasuredBytes

    /// Looks at the beginning of a module. `nil` if it imports nothing, or is none.
    init?(of module: Span<UInt8>) throws(BinaryDamage) {
        guard BinaryKind(of: module) == .module else { return nil }
        var file = BinaryReader(module, in: 8..<module.count, part: "the file")
        while !file.isAtEnd {
            let kind = SectionKind(rawValue: try file.byte("a section's number"))
            let section = try file.measured("a section")
            switch kind {
            case .custom: break
            case .type: types = section.contents
            case .imports:
                imports = section
                return
            default: return nil
            }
        }
        return nil
    }

    /// Whether a function's name is there twice, or a name ends in a mark. May be wrong in saying yes.
    ///
    /// Made for every module that is compiled, so it compares numbers only: types are read, and names kept, where there is a reason.
    func mayNeedMarks(_ module: Span<UInt8>) throws(BinaryDamage) -> Bool {
        var section = reader(module)
        var progress = try section.beginImports()
        var lastModule: MeasuredBytes?
        var moduleHash: UInt64 = 0
        var hashes: [UInt64] = []
        while let entry = try section.nextImport(&progress) {
            let name = module.extracting(entry.name.contents)
            if ImportNames.unmarked(name) != nil { return true }
            guard case .function = entry.type else { continue }
            if entry.module != lastModule {
                lastModule = entry.module
                moduleHash = hash(module.extracting(entry.module.contents), from: 0xcbf2_9ce4_8422_2325)
            }
            hashes.append(hash(name, from: moduleHash))
        }
        hashes.sort()
        return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
    }

    /// The imports that need a mark, in the module's order.
    func marks(_ module: Span<UInt8>) throws(BinaryDamage) -> [ImportMark] {
        let types = try typeNumbers(module)
        var modules: [[UInt8]: Int] = [:]
        var lastModule: MeasuredBytes?
        var moduleNumber = 0
        var typeCounts: [ImportedName: Int] = [:]
        var numbers: [ImportedFunction: Int] = [:]
        var marks: [ImportMark] = []

        var section = reader(module)
        var progress = try section.beginImports()
        while let entry = try section.nextImport(&progress) {
            // A group of imports names its module once, and its length may count once only.
            if entry.module != lastModule {
                lastModule = entry.module
                let name = section.array(entry.module.contents)
                moduleNumber = modules[name] ?? modules.count
                modules[name] = moduleNumber
            }
            var number = 0
            if case .function(let index) = entry.type {
                guard index.number < types.count else { throw BinaryDamage("there is no such type", at: index.offset) }
                let name = ImportedName(module: moduleNumber, name: section.array(entry.name.contents))
                let function = ImportedFunction(name: name, type: types[index.number])
                if let known = numbers[function] {
                    number = known
                } else {
                    number = typeCounts[name] ?? 0
                    typeCounts[name] = number + 1
                    numbers[function] = number
                }
            }
            let isMarked = ImportNames.unmarked(module.extracting(entry.name.contents)) != nil
            if number > 0 || isMarked { marks.append(ImportMark(name: entry.name, number: number)) }
        }
        return marks
    }

    @_lifetime(copy module)
    private func reader(_ module: Span<UInt8>) -> BinaryReader {
        BinaryReader(module, in: imports.contents, part: "the import section")
    }

    /// For every type a number, the same for the same ones.
    private func typeNumbers(_ module: Span<UInt8>) throws(BinaryDamage) -> [Int] {
        guard let types else { return [] }
        var section = BinaryReader(module, in: types, part: "the type section")
        var reader = ModuleReader()
        try reader.readTypes(&section)
        var numbers: [FunctionSignature?: Int] = [:]
        return reader.types.map { type in
            let number = numbers[type] ?? numbers.count
            numbers[type] = number
            return number
        }
    }
}

/// An import that gets a mark.
struct ImportMark {
    var name: MeasuredBytes
    /// The number of its type among those of its name.
    var number: Int
}

private struct ImportedName: Hashable {
    var module: Int
    var name: [UInt8]
}

private struct ImportedFunction: Hashable {
    var name: ImportedName
    var type: Int
}

/// A sum of bytes that differs for different ones, nearly always (FNV-1a).
private func hash(_ bytes: Span<UInt8>, from start: UInt64) -> UInt64 {
    var sum = start
    for index in bytes.indices { sum = (sum ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return sum
}
