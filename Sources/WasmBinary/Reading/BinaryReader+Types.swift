extension BinaryReader {
    /// A value type.
    mutating func valueType() throws(BinaryDamage) -> BinaryValueType {
        let start = offset
        let byte = try byte("a value type")
        switch byte {
        case 0x7f: return .i32
        case 0x7e: return .i64
        case 0x7d: return .f32
        case 0x7c: return .f64
        case 0x7b: return .v128
        case 0x63: return .reference(try heapType(), nullable: true)
        case 0x64: return .reference(try heapType(), nullable: false)
        default:
            guard let type = BinaryAbstractHeapType(rawValue: byte) else {
                throw damage("0x\(String(byte, radix: 16)) is not a value type", at: start)
            }
            return .reference(.named(type), nullable: true)
        }
    }

    /// What a reference refers to: one of the abstract types, or an index, which is a signed number that is not negative.
    mutating func heapType() throws(BinaryDamage) -> BinaryHeapType {
        let start = offset
        if let byte = peek(), let type = BinaryAbstractHeapType(rawValue: byte) {
            try skip(1, "a heap type")
            return .named(type)
        }
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            let byte = try byte("a heap type")
            value |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 {
                guard byte & 0x40 == 0, let index = UInt32(exactly: value) else { break }
                return .defined(index)
            }
        }
        throw damage("a heap type is neither a type's index nor one of the abstract types", at: start)
    }

    /// The types of a function's parameters or results.
    mutating func valueTypes(_ meaning: String) throws(BinaryDamage) -> [BinaryValueType] {
        let count = try count(meaning, limit: 1000)
        var types: [BinaryValueType] = []
        types.reserveCapacity(count)
        for _ in 0..<count { types.append(try valueType()) }
        return types
    }

    /// The limits of a memory or a table.
    mutating func limits(pages: Bool) throws(BinaryDamage) -> Limits {
        let start = offset
        let flags = try byte("the kind of limits")
        guard flags & ~(pages ? 0b1111 : 0b0111) == 0 else {
            throw damage("0x\(String(flags, radix: 16)) is not a kind of limits", at: start)
        }
        var limits = Limits(0)
        limits.isShared = flags & 0b0010 != 0
        limits.is64Bit = flags & 0b0100 != 0
        limits.minimum = limits.is64Bit ? try u64("a minimum size") : UInt64(try u32("a minimum size"))
        if flags & 0b0001 != 0 {
            limits.maximum = limits.is64Bit ? try u64("a maximum size") : UInt64(try u32("a maximum size"))
        }
        if flags & 0b1000 != 0 {
            let exponent = try u32("a page size")
            guard exponent < 64 else { throw damage("2^\(exponent) is not a page size", at: start) }
            limits.pageSize = 1 << UInt64(exponent)
        }
        return limits
    }

    /// The type of a global.
    mutating func globalType() throws(BinaryDamage) -> ExternalType {
        let type = try valueType()
        let start = offset
        let mutability = try byte("a global's mutability")
        // The second bit belongs to shared globals of the threads proposal.
        guard mutability <= 3 else { throw damage("0x\(String(mutability, radix: 16)) is not a mutability", at: start) }
        return .global(type, isMutable: mutability & 1 == 1)
    }

    /// The type of a table.
    mutating func tableType() throws(BinaryDamage) -> ExternalType {
        let element = try valueType()
        return .table(element, try limits(pages: false))
    }

    /// The type of a tag, which is a function's.
    mutating func tagType() throws(BinaryDamage) -> TypeIndex {
        let start = offset
        let attribute = try byte("a tag's attribute")
        guard attribute == 0 else { throw damage("a tag has the unknown attribute \(attribute)", at: start) }
        return try typeIndex()
    }

    /// The number of a type.
    mutating func typeIndex() throws(BinaryDamage) -> TypeIndex {
        let start = offset
        return TypeIndex(number: Int(try u32("a type's index")), offset: start)
    }
}

/// The number of a type, and where it stands.
struct TypeIndex {
    var number: Int
    var offset: Int
}
