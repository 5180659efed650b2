import WASIHost

/// A number that crosses between host and guest.
public enum WasmValue: Hashable, Sendable, CustomStringConvertible {
    /// A 32-bit integer.
    case i32(Int32)
    /// A 64-bit integer.
    case i64(Int64)
    /// A 32-bit floating-point number.
    case f32(Float)
    /// A 64-bit floating-point number.
    case f64(Double)

    /// Reads a number as a person writes it: integers decimal or with `0x`, and up to the largest unsigned number of the type.
    ///
    /// `nil` if it is none, or too large for the type, or the type is no number's.
    public init?(_ text: String, as type: WasmValueType) {
        switch type {
        case .i32:
            guard let number = WasmValue.integer(text, UInt32.self, Int32.self) else { return nil }
            self = .i32(number)
        case .i64:
            guard let number = WasmValue.integer(text, UInt64.self, Int64.self) else { return nil }
            self = .i64(number)
        case .f32:
            guard let number = Float(text) else { return nil }
            self = .f32(number)
        case .f64:
            guard let number = Double(text) else { return nil }
            self = .f64(number)
        case .v128, .funcref, .externref, .reference: return nil
        }
    }

    /// The type.
    public var type: WasmValueType {
        switch self {
        case .i32: .i32
        case .i64: .i64
        case .f32: .f32
        case .f64: .f64
        }
    }

    /// The number; integers signed.
    public var description: String {
        switch self {
        case .i32(let number): number.description
        case .i64(let number): number.description
        case .f32(let number): number.description
        case .f64(let number): number.description
        }
    }

    private static func integer<Unsigned: FixedWidthInteger & UnsignedInteger, Signed: FixedWidthInteger & SignedInteger>(
        _ text: String, _: Unsigned.Type, _: Signed.Type
    ) -> Signed? {
        let digits = text.dropFirst(text.hasPrefix("-") ? 1 : 0)
        guard digits.hasPrefix("0x") else {
            return Signed(text) ?? Unsigned(text).map { Signed(truncatingIfNeeded: $0) }
        }
        // Two's complement, as hexadecimal numbers are meant: 0xffffffff is -1.
        guard let number = Unsigned(digits.dropFirst(2), radix: 16) else { return nil }
        return text.hasPrefix("-") ? Signed(truncatingIfNeeded: 0 &- number) : Signed(truncatingIfNeeded: number)
    }
}

extension WasmValue {
    /// Reads the slot of an unchecked call. `nil` for a type that is no number's.
    init?(_ slot: HostValue, as type: WasmValueType) {
        // What a value does not fill of its slot is undefined.
        switch type {
        case .i32: self = .i32(Int32(truncatingIfNeeded: slot.bits))
        case .i64: self = .i64(Int64(truncatingIfNeeded: slot.bits))
        case .f32: self = .f32(Float(bitPattern: UInt32(truncatingIfNeeded: slot.bits)))
        case .f64: self = .f64(Double(bitPattern: slot.bits))
        case .v128, .funcref, .externref, .reference: return nil
        }
    }

    /// The slot of an unchecked call.
    var slot: HostValue {
        switch self {
        case .i32(let number): HostValue(UInt64(UInt32(bitPattern: number)))
        case .i64(let number): HostValue(UInt64(bitPattern: number))
        case .f32(let number): HostValue(UInt64(number.bitPattern))
        case .f64(let number): HostValue(number.bitPattern)
        }
    }
}
