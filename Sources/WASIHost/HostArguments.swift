public import WASICore

/// The arguments of one host call, decoded by meaning.
///
/// What is too wide for its type or has an unknown bit is refused with ``WASICore/Errno/invalidArgument``; nothing is cut off
/// silently. The binding has checked the number of arguments when the function was linked.
@frozen
@safe
public struct HostArguments: ~Escapable {
    @usableFromInline let slots: UnsafeMutablePointer<HostValue>

    /// Wraps the engine's slots; the caller vouches that there are as many as the function has parameters, and at least one
    /// if it has a result.
    @inlinable
    @unsafe
    @_lifetime(borrow slots)
    public init(slots: UnsafeMutablePointer<HostValue>) { unsafe self.slots = slots }

    /// An i32.
    @inlinable
    public func u32(_ index: Int) -> UInt32 {
        // The upper half of an i32's slot is undefined, so it is cut off here.
        unsafe UInt32(truncatingIfNeeded: slots[index].bits)
    }

    /// An i64.
    @inlinable
    public func u64(_ index: Int) -> UInt64 { unsafe slots[index].bits }

    /// An i64 that has a sign.
    @inlinable
    public func i64(_ index: Int) -> Int64 { Int64(bitPattern: u64(index)) }

    /// A place in the guest's memory, or a number of bytes or elements there.
    @inlinable
    public func address(_ index: Int) -> UInt32 { u32(index) }

    /// A span of time or a point in time.
    @inlinable
    public func timestamp(_ index: Int) -> Timestamp { Timestamp(rawValue: u64(index)) }

    /// A descriptor.
    @inlinable
    public func descriptor(_ index: Int) -> Descriptor { Descriptor(rawValue: u32(index)) }

    /// A set of flags without unknown bits.
    @inlinable
    public func flags<Flags: OptionSet>(_ index: Int, _ all: Flags) throws(Errno) -> Flags
    where Flags.RawValue: FixedWidthInteger {
        guard let bits = Flags.RawValue(exactly: u32(index)), bits & ~all.rawValue == 0 else { throw .invalidArgument }
        return Flags(rawValue: bits)
    }

    /// One of a closed set of values.
    @inlinable
    public func value<Value: RawRepresentable>(_ index: Int, as type: Value.Type = Value.self) throws(Errno) -> Value
    where Value.RawValue: FixedWidthInteger {
        guard let number = Value.RawValue(exactly: u32(index)), let value = Value(rawValue: number) else {
            throw .invalidArgument
        }
        return value
    }

    /// Rights; bits that preview 1 does not define are left out, since guests ask for "everything" with all ones.
    @inlinable
    public func rights(_ index: Int) -> Rights { Rights(rawValue: u64(index)).intersection(.all) }

    /// Stores the function's result.
    @inlinable
    func setResult(_ value: UInt32) { unsafe slots[0].bits = UInt64(value) }
}
