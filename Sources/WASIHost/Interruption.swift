public import WASICore

/// Why a guest is left instead of returned to.
public enum Interruption: Error, Hashable, Sendable {
    /// It has ended itself.
    case exit(ExitCode)
    /// A pointer led outside its memory, for which the specification asks for a trap.
    case fault(GuestFault)
}

/// An access outside a guest's memory.
public struct GuestFault: Hashable, Sendable, CustomStringConvertible {
    /// The function that was called; empty until the call has returned to the binding.
    public var function: String = ""
    /// Where the access began.
    public var address: UInt64
    /// How many bytes it was for.
    public var byteCount: UInt64
    /// The size of the memory at that time, in bytes; 0 if the guest exports none.
    public var memorySize: UInt64

    /// Notes an access; ``function`` is filled in by the caller of the function.
    public init(address: UInt64, byteCount: UInt64, memorySize: UInt64) {
        self.address = address
        self.byteCount = byteCount
        self.memorySize = memorySize
    }

    /// One sentence without a full stop.
    public var description: String {
        let access = "\(function): \(byteCount) \(byteCount == 1 ? "byte" : "bytes") at address \(hexadecimal(address))"
        return memorySize == 0
            ? "\(access): the guest exports no memory"
            : "\(access) \(byteCount == 1 ? "is" : "are") outside the guest's memory of \(hexadecimal(memorySize)) bytes"
    }
}

private func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
