#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// A host descriptor with one owner, who closes it by letting go of it.
struct OwnedDescriptor: ~Copyable, Sendable {
    private let number: Int32

    /// Takes over a descriptor that nobody else will close.
    @inline(__always)
    init(taking number: Int32) { self.number = number }

    /// The number, for the length of a call.
    @inline(__always)
    var rawValue: Int32 { number }

    /// Gives the descriptor up: the caller closes it.
    @inline(__always)
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Closes the descriptor, which is closed even if this throws.
    consuming func close() throws(Errno) {
        let number = release()
        do throws(Errno) {
            // Linux has freed the number when close is interrupted; another call could close somebody else's file.
            try Syscall.once { closeDescriptor(number) }
        } catch .interrupted {}
    }

    deinit { _ = closeDescriptor(number) }
}

// Inside the type, `close` is the method.
private func closeDescriptor(_ number: Int32) -> Int32 { close(number) }
