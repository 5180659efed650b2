/// What a guest leaves behind when it ends. 0 stands for success.
///
/// WASI: [`exitcode`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#exitcode).
@frozen
public struct ExitCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// 0.
    @inlinable public static var success: ExitCode { ExitCode(rawValue: 0) }
}
