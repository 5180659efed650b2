/// Reads the sections of a module one after the other and collects what they say.
struct ModuleReader {
    var summary = ModuleSummary()
    /// The module's types; those of other things than functions are `nil`.
    var types: [FunctionSignature?] = []
    // What the indices of exports refer to: imported ones first, then the module's own.
    var functions: [FunctionSignature] = []
    var tables: [ExternalType] = []
    var memories: [ExternalType] = []
    var globals: [ExternalType] = []
    var tags: [ExternalType] = []
    var importedFunctions = 0

    mutating func read(_ bytes: Span<UInt8>) throws(BinaryDamage) {
        var file = BinaryReader(bytes, in: 8..<bytes.count, part: "the file")
        var last: SectionKind?
        var bodies: Int?
        while !file.isAtEnd {
            let start = file.offset
            let number = try file.byte("a section's number")
            guard let kind = SectionKind(rawValue: number) else {
                throw file.damage("there is a section of the unknown number \(number)", at: start)
            }
            let length = Int(try file.u32("the size of \(kind.name)"))
            guard length <= file.remaining else {
                let missing = length - file.remaining
                throw file.damage(
                    "the file ends inside \(kind.name), of which \(missing) byte\(missing == 1 ? " is" : "s are") missing",
                    at: bytes.count)
            }
            if kind != .custom {
                if kind == last { throw file.damage("there is a second one of \(kind.name)", at: start) }
                if let last, kind.rank < last.rank {
                    throw file.damage("\(kind.name) follows \(last.name) instead of preceding it", at: start)
                }
                last = kind
            }
            var section = file.part(length, named: kind.name)
            switch kind {
            case .code: bodies = try section.count("functions")
            case .custom: try readCustom(&section)
            case .start:
                _ = try section.u32("the start function")
                summary.hasStartFunction = true
            default: try readEntries(of: kind, &section)
            }
        }
        summary.functionCount = functions.count - importedFunctions
        if summary.functionCount != bodies ?? 0 {
            throw BinaryDamage(
                "\(summary.functionCount) functions are declared, but \(bodies ?? 0) have a body", at: bytes.count)
        }
    }

    private mutating func readEntries(of kind: SectionKind, _ section: inout BinaryReader) throws(BinaryDamage) {
        switch kind {
        case .type: try readTypes(&section)
        case .imports: try readImports(&section)
        case .function: try readFunctions(&section)
        case .table: try readTables(&section)
        case .memory: try readMemories(&section)
        case .global: try readGlobals(&section)
        case .export: try readExports(&section)
        case .tag: try readTags(&section)
        // What they say is of no use without running the module.
        case .element, .data, .dataCount, .code, .custom, .start: return
        }
        guard section.isAtEnd else {
            throw section.damage("\(kind.name) has \(section.remaining) bytes more than its entries take")
        }
    }
}
