public import WASIWasmtime

/// A number of Swift's that can be passed to and from a guest's functions.
///
/// Of WebAssembly's integers nobody knows whether they have a sign: `UInt32` and `Int32` are both an `i32`, `UInt64` and `Int64` an
/// `i64`. `Int`, the type of literals, becomes whichever integer or floating-point type the function takes.
public protocol WasmNumber: Sendable {
    /// The number as a value of a type. `nil` if it does not fit, or has another type.
    func value(as type: WasmValueType) -> WasmValue?
    /// Takes a value. `nil` if it has another type.
    init?(_ value: WasmValue)
    /// The type of the guest's that it is; `nil` if that is for the function to say.
    static var wasmType: WasmValueType? { get }
}

extension Int32: WasmNumber {
    public static var wasmType: WasmValueType? { .i32 }
    public func value(as type: WasmValueType) -> WasmValue? { type == .i32 ? .i32(self) : nil }
    public init?(_ value: WasmValue) {
        guard case .i32(let number) = value else { return nil }
        self = number
    }
}

extension UInt32: WasmNumber {
    public static var wasmType: WasmValueType? { .i32 }
    public func value(as type: WasmValueType) -> WasmValue? { type == .i32 ? .i32(Int32(bitPattern: self)) : nil }
    public init?(_ value: WasmValue) {
        guard case .i32(let number) = value else { return nil }
        self = UInt32(bitPattern: number)
    }
}

extension Int64: WasmNumber {
    public static var wasmType: WasmValueType? { .i64 }
    public func value(as type: WasmValueType) -> WasmValue? { type == .i64 ? .i64(self) : nil }
    public init?(_ value: WasmValue) {
        guard case .i64(let number) = value else { return nil }
        self = number
    }
}

extension UInt64: WasmNumber {
    public static var wasmType: WasmValueType? { .i64 }
    public func value(as type: WasmValueType) -> WasmValue? { type == .i64 ? .i64(Int64(bitPattern: self)) : nil }
    public init?(_ value: WasmValue) {
        guard case .i64(let number) = value else { return nil }
        self = UInt64(bitPattern: number)
    }
}

extension Float: WasmNumber {
    public static var wasmType: WasmValueType? { .f32 }
    public func value(as type: WasmValueType) -> WasmValue? { type == .f32 ? .f32(self) : nil }
    public init?(_ value: WasmValue) {
        guard case .f32(let number) = value else { return nil }
        self = number
    }
}

extension Double: WasmNumber {
    public static var wasmType: WasmValueType? { .f64 }
    /// Also for a function that takes an `f32`: literals with a point are doubles.
    public func value(as type: WasmValueType) -> WasmValue? {
        switch type {
        case .f64: .f64(self)
        case .f32: .f32(Float(self))
        default: nil
        }
    }
    public init?(_ value: WasmValue) {
        guard case .f64(let number) = value else { return nil }
        self = number
    }
}

extension Int: WasmNumber {
    public static var wasmType: WasmValueType? { nil }
    public func value(as type: WasmValueType) -> WasmValue? {
        switch type {
        case .i32: (Int32(exactly: self) ?? UInt32(exactly: self).map(Int32.init(bitPattern:))).map(WasmValue.i32)
        case .i64: .i64(Int64(self))
        case .f32: .f32(Float(self))
        case .f64: .f64(Double(self))
        default: nil
        }
    }
    /// An integer of either size, with its sign.
    public init?(_ value: WasmValue) {
        switch value {
        case .i32(let number): self = Int(number)
        case .i64(let number): self = Int(number)
        default: return nil
        }
    }
}
