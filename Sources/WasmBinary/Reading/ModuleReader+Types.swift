extension ModuleReader {
    mutating func readTypes(_ section: inout BinaryReader) throws(BinaryDamage) {
        for _ in 0..<(try section.count("types")) {
            if section.peek() == 0x4e {
                try section.skip(1, "a type")
                for _ in 0..<(try section.count("types in a group")) { try addType(&section) }
            } else {
                try addType(&section)
            }
        }
    }

    private mutating func addType(_ section: inout BinaryReader) throws(BinaryDamage) {
        guard types.count < entryLimit else { throw section.damage("there are more than \(entryLimit) types") }
        types.append(try readType(&section))
    }

    /// One type, with what may stand before it: what it extends, that it is shared, what it describes.
    ///
    /// - Returns: `nil` for a type that is not a function's.
    private func readType(_ section: inout BinaryReader) throws(BinaryDamage) -> FunctionSignature? {
        while true {
            let start = section.offset
            switch try section.byte("a type") {
            case 0x60:
                let parameters = try section.valueTypes("parameters")
                return FunctionSignature(parameters, try section.valueTypes("results"))
            case 0x5f:
                for _ in 0..<(try section.count("fields")) { try skipField(&section) }
                return nil
            case 0x5e:
                try skipField(&section)
                return nil
            case 0x5d:
                _ = try section.heapType()
                return nil
            case 0x50, 0x4f:
                for _ in 0..<(try section.count("supertypes")) { _ = try section.u32("a supertype") }
            case 0x4d, 0x4c: _ = try section.u32("a type")
            case 0x65: break
            case let form: throw section.damage("0x\(String(form, radix: 16)) is not a form of type", at: start)
            }
        }
    }

    /// A field of a structure or the elements of an array: a value type or a packed one, and whether it can be changed.
    private func skipField(_ section: inout BinaryReader) throws(BinaryDamage) {
        if section.peek() == 0x78 || section.peek() == 0x77 {
            try section.skip(1, "a field's type")
        } else {
            _ = try section.valueType()
        }
        _ = try section.byte("a field's mutability")
    }

    /// The type of a function or a tag, by its index.
    func signature(_ index: TypeIndex) throws(BinaryDamage) -> FunctionSignature {
        guard index.number < types.count else {
            throw BinaryDamage("there is no type \(index.number), only \(types.count) types", at: index.offset)
        }
        guard let signature = types[index.number] else {
            throw BinaryDamage("type \(index.number) is not a function's", at: index.offset)
        }
        return signature
    }
}
