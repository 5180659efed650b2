extension ModuleReader {
    /// Reads a custom section. Its name must be well formed; what it contains need not be, so that damage inside costs no more
    /// than the information.
    mutating func readCustom(_ section: inout BinaryReader) throws(BinaryDamage) {
        let name = try section.name("the name of a custom section")
        summary.customSections.append(.init(name: name, byteCount: section.remaining))
        do throws(BinaryDamage) {
            switch name {
            case "name": try readModuleName(&section)
            case "producers": try readProducers(&section)
            case "target_features": try readTargetFeatures(&section)
            default: break
            }
        } catch {
            return
        }
    }

    private mutating func readModuleName(_ section: inout BinaryReader) throws(BinaryDamage) {
        while !section.isAtEnd {
            let kind = try section.byte("the kind of a name")
            let length = Int(try section.u32("the size of names"))
            guard kind == 0 else {
                try section.skip(length, "names")
                continue
            }
            summary.name = try section.name("the module's name")
            return
        }
    }

    private mutating func readProducers(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("fields")) {
            let field = try section.name("a field's name")
            for _ in 0..<(try section.count("values")) {
                let name = try section.name("a producer's name")
                summary.producers.append(.init(field: field, name: name, version: try section.name("a producer's version")))
            }
        }
    }

    private mutating func readTargetFeatures(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("features")) {
            let prefix = try section.byte("a feature's prefix")
            let name = try section.name("a feature's name")
            // "-" stands for a feature that must not be used.
            if prefix == UInt8(ascii: "+") || prefix == UInt8(ascii: "=") { summary.targetFeatures.append(name) }
        }
    }
}
