/// A number by which a guest names an open file, directory or socket.
///
/// Not a host descriptor: a system keeps the table that leads from one to the other.
///
/// WASI: [`fd`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fd).
@frozen
public struct Descriptor: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number as the guest sees it.
    public let rawValue: UInt32

    /// Makes a descriptor of a number; whether anything is open under it is known to the system only.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// 0.
    @inlinable public static var standardInput: Descriptor { Descriptor(rawValue: 0) }
    /// 1.
    @inlinable public static var standardOutput: Descriptor { Descriptor(rawValue: 1) }
    /// 2.
    @inlinable public static var standardError: Descriptor { Descriptor(rawValue: 2) }

    public var description: String { String(rawValue) }
}
