/// Why a call failed: the error numbers of preview 1.
///
/// A struct rather than an enumeration, so that a number that is not listed here (a socket extension's, a recording's)
/// can be represented. Success is not an error and has no value here.
///
/// WASI: [`errno`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#errno).
@frozen
public struct Errno: RawRepresentable, Error, Hashable, Sendable {
    /// The number as the guest sees it.
    public let rawValue: UInt16

    /// Makes an error of a number; 0, which stands for success in the ABI, is not refused but means nothing here.
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }
}

extension Errno {
    /// Argument list too long (`E2BIG`).
    @inlinable public static var argumentListTooLong: Errno { Errno(rawValue: 1) }
    /// Permission denied (`EACCES`).
    @inlinable public static var permissionDenied: Errno { Errno(rawValue: 2) }
    /// Address in use (`EADDRINUSE`).
    @inlinable public static var addressInUse: Errno { Errno(rawValue: 3) }
    /// Address not available (`EADDRNOTAVAIL`).
    @inlinable public static var addressNotAvailable: Errno { Errno(rawValue: 4) }
    /// Address family not supported (`EAFNOSUPPORT`).
    @inlinable public static var addressFamilyNotSupported: Errno { Errno(rawValue: 5) }
    /// Resource temporarily unavailable (`EAGAIN`).
    @inlinable public static var resourceTemporarilyUnavailable: Errno { Errno(rawValue: 6) }
    /// Operation already in progress (`EALREADY`).
    @inlinable public static var alreadyInProcess: Errno { Errno(rawValue: 7) }
    /// Bad file descriptor (`EBADF`).
    @inlinable public static var badFileDescriptor: Errno { Errno(rawValue: 8) }
    /// Bad message (`EBADMSG`).
    @inlinable public static var badMessage: Errno { Errno(rawValue: 9) }
    /// Resource busy (`EBUSY`).
    @inlinable public static var resourceBusy: Errno { Errno(rawValue: 10) }
    /// Operation canceled (`ECANCELED`).
    @inlinable public static var canceled: Errno { Errno(rawValue: 11) }
    /// No child process (`ECHILD`).
    @inlinable public static var noChildProcess: Errno { Errno(rawValue: 12) }
    /// Connection aborted (`ECONNABORTED`).
    @inlinable public static var connectionAborted: Errno { Errno(rawValue: 13) }
    /// Connection refused (`ECONNREFUSED`).
    @inlinable public static var connectionRefused: Errno { Errno(rawValue: 14) }
    /// Connection reset by peer (`ECONNRESET`).
    @inlinable public static var connectionReset: Errno { Errno(rawValue: 15) }
    /// Resource deadlock avoided (`EDEADLK`).
    @inlinable public static var deadlock: Errno { Errno(rawValue: 16) }
    /// Destination address required (`EDESTADDRREQ`).
    @inlinable public static var destinationAddressRequired: Errno { Errno(rawValue: 17) }
    /// Argument out of domain (`EDOM`).
    @inlinable public static var outOfDomain: Errno { Errno(rawValue: 18) }
    /// Disk quota exceeded (`EDQUOT`).
    @inlinable public static var diskQuotaExceeded: Errno { Errno(rawValue: 19) }
    /// File exists (`EEXIST`).
    @inlinable public static var fileExists: Errno { Errno(rawValue: 20) }
    /// Bad address (`EFAULT`).
    @inlinable public static var badAddress: Errno { Errno(rawValue: 21) }
    /// File too large (`EFBIG`).
    @inlinable public static var fileTooLarge: Errno { Errno(rawValue: 22) }
    /// Host unreachable (`EHOSTUNREACH`).
    @inlinable public static var noRouteToHost: Errno { Errno(rawValue: 23) }
    /// Identifier removed (`EIDRM`).
    @inlinable public static var identifierRemoved: Errno { Errno(rawValue: 24) }
    /// Illegal byte sequence (`EILSEQ`).
    @inlinable public static var illegalByteSequence: Errno { Errno(rawValue: 25) }
    /// Operation in progress (`EINPROGRESS`).
    @inlinable public static var nowInProgress: Errno { Errno(rawValue: 26) }
    /// Interrupted call (`EINTR`).
    @inlinable public static var interrupted: Errno { Errno(rawValue: 27) }
    /// Invalid argument (`EINVAL`).
    @inlinable public static var invalidArgument: Errno { Errno(rawValue: 28) }
    /// Input/output error (`EIO`).
    @inlinable public static var ioError: Errno { Errno(rawValue: 29) }
    /// Socket is connected (`EISCONN`).
    @inlinable public static var socketIsConnected: Errno { Errno(rawValue: 30) }
    /// Is a directory (`EISDIR`).
    @inlinable public static var isDirectory: Errno { Errno(rawValue: 31) }
    /// Too many levels of symbolic links (`ELOOP`).
    @inlinable public static var tooManySymbolicLinkLevels: Errno { Errno(rawValue: 32) }
    /// Too many open files (`EMFILE`).
    @inlinable public static var tooManyOpenFiles: Errno { Errno(rawValue: 33) }
    /// Too many links (`EMLINK`).
    @inlinable public static var tooManyLinks: Errno { Errno(rawValue: 34) }
    /// Message too long (`EMSGSIZE`).
    @inlinable public static var messageTooLong: Errno { Errno(rawValue: 35) }
    /// Multihop attempted (`EMULTIHOP`).
    @inlinable public static var multiHop: Errno { Errno(rawValue: 36) }
    /// File name too long (`ENAMETOOLONG`).
    @inlinable public static var fileNameTooLong: Errno { Errno(rawValue: 37) }
    /// Network is down (`ENETDOWN`).
    @inlinable public static var networkDown: Errno { Errno(rawValue: 38) }
    /// Network dropped connection on reset (`ENETRESET`).
    @inlinable public static var networkReset: Errno { Errno(rawValue: 39) }
    /// Network unreachable (`ENETUNREACH`).
    @inlinable public static var networkUnreachable: Errno { Errno(rawValue: 40) }
    /// Too many open files in system (`ENFILE`).
    @inlinable public static var tooManyOpenFilesInSystem: Errno { Errno(rawValue: 41) }
    /// No buffer space available (`ENOBUFS`).
    @inlinable public static var noBufferSpace: Errno { Errno(rawValue: 42) }
    /// No such device (`ENODEV`).
    @inlinable public static var noSuchDevice: Errno { Errno(rawValue: 43) }
    /// No such file or directory (`ENOENT`).
    @inlinable public static var noSuchFileOrDirectory: Errno { Errno(rawValue: 44) }
    /// Exec format error (`ENOEXEC`).
    @inlinable public static var execFormatError: Errno { Errno(rawValue: 45) }
    /// No locks available (`ENOLCK`).
    @inlinable public static var noLocks: Errno { Errno(rawValue: 46) }
    /// Link has been severed (`ENOLINK`).
    @inlinable public static var noLink: Errno { Errno(rawValue: 47) }
    /// Out of memory (`ENOMEM`).
    @inlinable public static var noMemory: Errno { Errno(rawValue: 48) }
    /// No message of the desired type (`ENOMSG`).
    @inlinable public static var noMessage: Errno { Errno(rawValue: 49) }
    /// Protocol option not available (`ENOPROTOOPT`).
    @inlinable public static var protocolNotAvailable: Errno { Errno(rawValue: 50) }
    /// No space left on device (`ENOSPC`).
    @inlinable public static var noSpace: Errno { Errno(rawValue: 51) }
    /// Function not implemented (`ENOSYS`).
    @inlinable public static var noFunction: Errno { Errno(rawValue: 52) }
    /// Socket not connected (`ENOTCONN`).
    @inlinable public static var socketNotConnected: Errno { Errno(rawValue: 53) }
    /// Not a directory (`ENOTDIR`).
    @inlinable public static var notDirectory: Errno { Errno(rawValue: 54) }
    /// Directory not empty (`ENOTEMPTY`).
    @inlinable public static var directoryNotEmpty: Errno { Errno(rawValue: 55) }
    /// State not recoverable (`ENOTRECOVERABLE`).
    @inlinable public static var notRecoverable: Errno { Errno(rawValue: 56) }
    /// Not a socket (`ENOTSOCK`).
    @inlinable public static var notSocket: Errno { Errno(rawValue: 57) }
    /// Not supported (`ENOTSUP`).
    @inlinable public static var notSupported: Errno { Errno(rawValue: 58) }
    /// Inappropriate I/O control operation (`ENOTTY`).
    @inlinable public static var inappropriateIOCTLForDevice: Errno { Errno(rawValue: 59) }
    /// No such device or address (`ENXIO`).
    @inlinable public static var noSuchAddressOrDevice: Errno { Errno(rawValue: 60) }
    /// Value too large (`EOVERFLOW`).
    @inlinable public static var overflow: Errno { Errno(rawValue: 61) }
    /// Previous owner died (`EOWNERDEAD`).
    @inlinable public static var previousOwnerDied: Errno { Errno(rawValue: 62) }
    /// Operation not permitted (`EPERM`).
    @inlinable public static var notPermitted: Errno { Errno(rawValue: 63) }
    /// Broken pipe (`EPIPE`).
    @inlinable public static var brokenPipe: Errno { Errno(rawValue: 64) }
    /// Protocol error (`EPROTO`).
    @inlinable public static var protocolError: Errno { Errno(rawValue: 65) }
    /// Protocol not supported (`EPROTONOSUPPORT`).
    @inlinable public static var protocolNotSupported: Errno { Errno(rawValue: 66) }
    /// Protocol wrong type for socket (`EPROTOTYPE`).
    @inlinable public static var protocolWrongTypeForSocket: Errno { Errno(rawValue: 67) }
    /// Result out of range (`ERANGE`).
    @inlinable public static var outOfRange: Errno { Errno(rawValue: 68) }
    /// Read-only file system (`EROFS`).
    @inlinable public static var readOnlyFileSystem: Errno { Errno(rawValue: 69) }
    /// Illegal seek (`ESPIPE`).
    @inlinable public static var illegalSeek: Errno { Errno(rawValue: 70) }
    /// No such process (`ESRCH`).
    @inlinable public static var noSuchProcess: Errno { Errno(rawValue: 71) }
    /// Stale file handle (`ESTALE`).
    @inlinable public static var staleFileHandle: Errno { Errno(rawValue: 72) }
    /// Timed out (`ETIMEDOUT`).
    @inlinable public static var timedOut: Errno { Errno(rawValue: 73) }
    /// Text file busy (`ETXTBSY`).
    @inlinable public static var textFileBusy: Errno { Errno(rawValue: 74) }
    /// Cross-device link (`EXDEV`).
    @inlinable public static var improperLink: Errno { Errno(rawValue: 75) }
    /// Capabilities insufficient (`ENOTCAPABLE`).
    @inlinable public static var notCapable: Errno { Errno(rawValue: 76) }
}

/// Why a look-up failed: numbers of WasmEdge's extension, beyond those of preview 1. Its guests know them by the names of
/// POSIX's `EAI_…`.
extension Errno {
    /// The host has no address of the family. (`EAI_ADDRFAMILY`)
    @inlinable public static var noAddressInFamily: Errno { Errno(rawValue: 77) }
    /// The name server did not answer; later it may. (`EAI_AGAIN`)
    @inlinable public static var lookUpFailedForNow: Errno { Errno(rawValue: 78) }
    /// Flags that do not go together. (`EAI_BADFLAGS`)
    @inlinable public static var badLookUpFlags: Errno { Errno(rawValue: 79) }
    /// The name server failed for good. (`EAI_FAIL`)
    @inlinable public static var lookUpFailed: Errno { Errno(rawValue: 80) }
    /// A family that is not looked up. (`EAI_FAMILY`)
    @inlinable public static var familyNotLookedUp: Errno { Errno(rawValue: 81) }
    /// No memory for the answer. (`EAI_MEMORY`)
    @inlinable public static var noMemoryForLookUp: Errno { Errno(rawValue: 82) }
    /// The name exists and has no address. (`EAI_NODATA`)
    @inlinable public static var noAddress: Errno { Errno(rawValue: 83) }
    /// There is no such name. (`EAI_NONAME`)
    @inlinable public static var unknownName: Errno { Errno(rawValue: 84) }
    /// There is no such service for the type. (`EAI_SERVICE`)
    @inlinable public static var unknownService: Errno { Errno(rawValue: 85) }
    /// A type that is not looked up. (`EAI_SOCKTYPE`)
    @inlinable public static var typeNotLookedUp: Errno { Errno(rawValue: 86) }
    /// The host failed. (`EAI_SYSTEM`)
    @inlinable public static var lookUpSystemError: Errno { Errno(rawValue: 87) }
}
