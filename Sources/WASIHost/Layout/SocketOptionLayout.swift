import WASICore

/// How the values of socket options lie in a guest's memory, in bytes.
///
/// WasmEdge hands them to the host's `setsockopt` as they are; these are the layouts that C has for them on wasm32.
enum SocketOptionLayout {
    /// Flags, numbers, types and errors: an s32.
    static let number = 4
    /// `struct timeval`: seconds and microseconds, each an s64; both 0 for no limit.
    static let time = 16
    /// u64.
    static let timeSeconds = 0
    /// u64.
    static let timeMicroseconds = 8
    /// `struct linger`: whether to linger and for how many seconds, each an s32.
    static let linger = 8
    /// s32.
    static let lingerIsOn = 0
    /// s32.
    static let lingerSeconds = 4
    /// The name of a network interface, with a NUL where there is room. Longer names than hosts have are refused.
    static let name = 64
}

extension SocketOption {
    /// The option of a number at a level.
    ///
    /// Level 0 is WasmEdge's only one. At level 6, TCP, wasi-go has invented 15 for what every C library calls 1.
    ///
    /// - Throws: ``WASICore/Errno/invalidArgument`` for unknown numbers.
    init(level: UInt32, number: UInt32) throws(Errno) {
        switch (level, number) {
        case (0, 0): self = .reuseAddress
        case (0, 1): self = .type
        case (0, 2): self = .error
        case (0, 3): self = .dontRoute
        case (0, 4): self = .broadcast
        case (0, 5): self = .sendBufferSize
        case (0, 6): self = .receiveBufferSize
        case (0, 7): self = .keepAlive
        case (0, 8): self = .outOfBandInline
        case (0, 9): self = .linger
        case (0, 10): self = .receiveLowWatermark
        case (0, 11): self = .receiveTimeout
        case (0, 12): self = .sendTimeout
        case (0, 13): self = .acceptsConnections
        case (0, 14): self = .boundDevice
        case (6, 1), (6, 15): self = .noDelay
        default: throw .invalidArgument
        }
    }

    /// The size of the option's value, or the largest that it can have.
    var guestByteCount: Int {
        switch self {
        case .receiveTimeout, .sendTimeout: SocketOptionLayout.time
        case .linger: SocketOptionLayout.linger
        case .boundDevice: SocketOptionLayout.name
        default: SocketOptionLayout.number
        }
    }
}
