/// What an import section says of one import.
struct ImportEntry {
    var module: MeasuredBytes
    var name: MeasuredBytes
    var type: ImportedType
}

/// The type of an import. Those that the type section describes are still numbers.
enum ImportedType {
    case function(TypeIndex)
    case tag(TypeIndex)
    /// A table, a memory or a global.
    case complete(ExternalType)
}

/// How far an import section has been read.
struct ImportProgress {
    /// How many entries are to come.
    fileprivate var entriesLeft: Int
    /// How many imports the last entry still has.
    fileprivate var importsLeft = 0
    fileprivate var module = MeasuredBytes(start: 0, contents: 0..<0)
    /// The type of all imports of the last entry, if they share one.
    fileprivate var sharedType: ImportedType?
    fileprivate var importCount = 0
}

extension BinaryReader {
    /// Begins with an import section.
    mutating func beginImports() throws(BinaryDamage) -> ImportProgress {
        ImportProgress(entriesLeft: try count("imports"))
    }

    /// The next import; `nil` if there is none left.
    mutating func nextImport(_ progress: inout ImportProgress) throws(BinaryDamage) -> ImportEntry? {
        while progress.importsLeft == 0 {
            guard progress.entriesLeft > 0 else { return nil }
            progress.entriesLeft -= 1
            try beginEntry(&progress)
        }
        progress.importsLeft -= 1
        guard progress.importCount < entryLimit else { throw damage("there are more than \(entryLimit) imports") }
        progress.importCount += 1
        let name = try measured("the name of an import")
        let type = if let type = progress.sharedType { type } else { try importType() }
        return ImportEntry(module: progress.module, name: name, type: type)
    }

    /// The compact forms name the module once: an empty name, then a number that is no kind of import.
    private mutating func beginEntry(_ progress: inout ImportProgress) throws(BinaryDamage) {
        progress.module = try measured("the module of an import")
        progress.sharedType = nil
        switch (peek(), peek(1)) {
        case (0, 0x7f):
            try skip(2, "an import")
            progress.importsLeft = try count("imports of a module")
        case (0, 0x7e):
            try skip(2, "an import")
            progress.sharedType = try importType()
            progress.importsLeft = try count("imports of a module")
        default: progress.importsLeft = 1
        }
    }

    private mutating func importType() throws(BinaryDamage) -> ImportedType {
        let start = offset
        switch try byte("the kind of an import") {
        // With the upper bit the function's type is exact, as the custom descriptors proposal has it.
        case 0, 0x20: return .function(try typeIndex())
        case 1: return .complete(try tableType())
        case 2: return .complete(.memory(try limits(pages: true)))
        case 3: return .complete(try globalType())
        case 4: return .tag(try tagType())
        case let kind: throw damage("0x\(String(kind, radix: 16)) is not a kind of import", at: start)
        }
    }
}
