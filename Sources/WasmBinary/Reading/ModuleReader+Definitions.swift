extension ModuleReader {
    mutating func readFunctions(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("functions")) { functions.append(try signature(&section)) }
    }

    mutating func readTables(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("tables")) {
            let hasInitialValue = section.peek() == 0x40 && section.peek(1) == 0
            if hasInitialValue { try section.skip(2, "a table") }
            tables.append(try table(&section))
            if hasInitialValue { try section.skipConstantExpression() }
        }
    }

    mutating func readMemories(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("memories")) { add(try section.limits(pages: true)) }
    }

    mutating func readGlobals(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("globals")) {
            globals.append(try section.globalType())
            try section.skipConstantExpression()
        }
    }

    mutating func readTags(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("tags")) { tags.append(try tag(&section)) }
    }

    func table(_ section: inout BinaryReader) throws(BinaryDamage) -> ExternalType {
        let element = try section.valueType()
        return .table(element, try section.limits(pages: false))
    }

    func tag(_ section: inout BinaryReader) throws(BinaryDamage) -> ExternalType {
        let start = section.offset
        let attribute = try section.byte("a tag's attribute")
        guard attribute == 0 else { throw section.damage("a tag has the unknown attribute \(attribute)", at: start) }
        return .tag(try signature(&section))
    }

    mutating func add(_ memory: Limits) {
        memories.append(.memory(memory))
        summary.memories.append(memory)
    }
}
