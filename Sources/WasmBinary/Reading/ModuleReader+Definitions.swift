extension ModuleReader {
    mutating func readFunctions(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("functions")) { functions.append(try signature(section.typeIndex())) }
    }

    mutating func readTables(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("tables")) {
            let hasInitialValue = section.peek() == 0x40 && section.peek(1) == 0
            if hasInitialValue { try section.skip(2, "a table") }
            tables.append(try section.tableType())
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
        for _ in 0..<(try section.count("tags")) { tags.append(.tag(try signature(section.tagType()))) }
    }

    mutating func add(_ memory: Limits) {
        memories.append(.memory(memory))
        summary.memories.append(memory)
    }
}
