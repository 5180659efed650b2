import CWASIUnix
import WASICore

/// Where a call on a socket leads to, in the host's form, and what that form hangs on.
struct HostDestination: ~Copyable {
    private let address: HostAddress
    /// On Linux, the local socket itself or the directory of its name, through whose number the address leads. On Darwin, the
    /// directory that the address starts from.
    private let place: OwnedDescriptor?

    init(_ address: HostAddress) {
        self.address = address
        place = nil
    }

    init(_ address: HostAddress, through place: consuming OwnedDescriptor) {
        self.address = address
        self.place = consume place
    }

    #if os(Linux)
        /// Shows the address to calls.
        @inline(__always)
        borrowing func reach<Result>(_ call: (borrowing HostAddress) throws(Errno) -> Result) throws(Errno) -> Result {
            try call(address)
        }
    #else
        /// Shows the address to calls, from its directory.
        ///
        /// Written after the documentation; there was no such host to try it on.
        borrowing func reach<Result>(_ call: (borrowing HostAddress) throws(Errno) -> Result) throws(Errno) -> Result {
            guard let directory = place?.rawValue else { return try call(address) }
            _ = try Syscall.retrying { cwasi_thread_fchdir(directory) }
            defer { _ = cwasi_thread_fchdir(-1) }
            return try call(address)
        }
    #endif

    /// The host's form of a local name.
    var localName: [UInt8] { address.localName ?? [] }

    /// Gives up what the address hangs on, for somebody who goes on using it.
    consuming func takePlace() -> OwnedDescriptor? { place }
}
