extension ModuleReader {
    mutating func readExports(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("exports")) {
            let name = try section.name("the name of an export")
            let start = section.offset
            let kind = try section.byte("the kind of an export")
            let index = Int(try section.u32("the index of an export"))
            let (what, type): (String, ExternalType?) =
                switch kind {
                case 0: ("function", index < functions.count ? .function(functions[index]) : nil)
                case 1: ("table", index < tables.count ? tables[index] : nil)
                case 2: ("memory", index < memories.count ? memories[index] : nil)
                case 3: ("global", index < globals.count ? globals[index] : nil)
                case 4: ("tag", index < tags.count ? tags[index] : nil)
                default: throw section.damage("0x\(String(kind, radix: 16)) is not a kind of export", at: start)
                }
            guard let type else {
                throw section.damage("the export \"\(name)\" refers to \(what) \(index), which does not exist", at: start)
            }
            summary.exports.append(.init(name: name, type: type))
        }
    }
}
