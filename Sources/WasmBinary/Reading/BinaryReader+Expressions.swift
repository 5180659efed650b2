extension BinaryReader {
    /// Passes a constant expression, such as a global's initial value.
    mutating func skipConstantExpression() throws(BinaryDamage) {
        while true {
            let start = offset
            let opcode = try byte("an instruction")
            switch opcode {
            case 0x0b: return
            case 0x23, 0xd2: _ = try u32("an index")
            case 0x41: try skipSigned("a constant", bits: 32)
            case 0x42: try skipSigned("a constant", bits: 64)
            case 0x43: try skip(4, "a constant")
            case 0x44: try skip(8, "a constant")
            // i32 and i64: add, sub, mul.
            case 0x6a...0x6c, 0x7c...0x7e: break
            case 0xd0: _ = try heapType()
            case 0xfb: try skipAggregate(at: start)
            case 0xfd:
                guard try u32("an instruction") == 12 else { throw notConstant(at: start) }
                try skip(16, "a constant")
            default: throw notConstant(at: start)
            }
        }
    }

    /// Passes an instruction that makes a structure, an array or a small reference.
    private mutating func skipAggregate(at start: Int) throws(BinaryDamage) {
        switch try u32("an instruction") {
        // struct.new, struct.new_default, array.new, array.new_default
        case 0, 1, 6, 7: _ = try u32("an index")
        // array.new_fixed
        case 8:
            _ = try u32("an index")
            _ = try u32("a length")
        // any.convert_extern, extern.convert_any, ref.i31
        case 26, 27, 28: break
        default: throw notConstant(at: start)
        }
    }

    private func notConstant(at start: Int) -> BinaryDamage {
        damage("a constant expression has an instruction that is not constant", at: start)
    }
}
