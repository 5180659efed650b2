#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

extension Errno {
    /// The host's number for an interrupted call.
    static var hostInterrupted: Int32 { interruptedNumber }

    /// The error for a number of the host's `errno`. Every number has one: those that preview 1 has no name for become the
    /// nearest that it has, and unknown ones ``WASICore/Errno/ioError``.
    @inline(never)
    init(host number: Int32) { self = translation(of: number) }
}

private let interruptedNumber = EINTR

// Outside the type, where the host's names are hidden by those that lead from C spellings to English ones.
private func translation(of number: Int32) -> Errno {
    switch number {
    case E2BIG: .argumentListTooLong
    case EACCES: .permissionDenied
    case EADDRINUSE: .addressInUse
    case EADDRNOTAVAIL: .addressNotAvailable
    case EAFNOSUPPORT: .addressFamilyNotSupported
    case EAGAIN: .resourceTemporarilyUnavailable
    case EALREADY: .alreadyInProcess
    case EBADF: .badFileDescriptor
    case EBADMSG: .badMessage
    case EBUSY: .resourceBusy
    case ECANCELED: .canceled
    case ECHILD: .noChildProcess
    case ECONNABORTED: .connectionAborted
    case ECONNREFUSED: .connectionRefused
    case ECONNRESET: .connectionReset
    case EDEADLK: .deadlock
    case EDESTADDRREQ: .destinationAddressRequired
    case EDOM: .outOfDomain
    case EDQUOT: .diskQuotaExceeded
    case EEXIST: .fileExists
    case EFAULT: .badAddress
    case EFBIG: .fileTooLarge
    case EHOSTUNREACH: .noRouteToHost
    case EIDRM: .identifierRemoved
    case EILSEQ: .illegalByteSequence
    case EINPROGRESS: .nowInProgress
    case EINTR: .interrupted
    case EINVAL: .invalidArgument
    case EIO: .ioError
    case EISCONN: .socketIsConnected
    case EISDIR: .isDirectory
    case ELOOP: .tooManySymbolicLinkLevels
    case EMFILE: .tooManyOpenFiles
    case EMLINK: .tooManyLinks
    case EMSGSIZE: .messageTooLong
    case EMULTIHOP: .multiHop
    case ENAMETOOLONG: .fileNameTooLong
    case ENETDOWN: .networkDown
    case ENETRESET: .networkReset
    case ENETUNREACH: .networkUnreachable
    case ENFILE: .tooManyOpenFilesInSystem
    case ENOBUFS: .noBufferSpace
    case ENODEV: .noSuchDevice
    case ENOENT: .noSuchFileOrDirectory
    case ENOEXEC: .execFormatError
    case ENOLCK: .noLocks
    case ENOLINK: .noLink
    case ENOMEM: .noMemory
    case ENOMSG: .noMessage
    case ENOPROTOOPT: .protocolNotAvailable
    case ENOSPC: .noSpace
    case ENOSYS: .noFunction
    case ENOTCONN: .socketNotConnected
    case ENOTDIR: .notDirectory
    case ENOTEMPTY: .directoryNotEmpty
    case ENOTRECOVERABLE: .notRecoverable
    case ENOTSOCK: .notSocket
    case ENOTSUP, EOPNOTSUPP: .notSupported
    case ENOTTY: .inappropriateIOCTLForDevice
    case ENXIO: .noSuchAddressOrDevice
    case EOVERFLOW: .overflow
    case EOWNERDEAD: .previousOwnerDied
    case EPERM: .notPermitted
    case EPIPE: .brokenPipe
    case EPROTO: .protocolError
    case EPROTONOSUPPORT: .protocolNotSupported
    case EPROTOTYPE: .protocolWrongTypeForSocket
    case ERANGE: .outOfRange
    case EROFS: .readOnlyFileSystem
    case ESPIPE: .illegalSeek
    case ESRCH: .noSuchProcess
    case ESTALE: .staleFileHandle
    case ETIMEDOUT: .timedOut
    case ETXTBSY: .textFileBusy
    case EXDEV: .improperLink
    // Without a name of their own in preview 1.
    case EHOSTDOWN: .noRouteToHost
    case ESHUTDOWN: .brokenPipe
    case EPFNOSUPPORT, ESOCKTNOSUPPORT: .addressFamilyNotSupported
    case ETOOMANYREFS: .noBufferSpace
    case EUSERS: .tooManyOpenFilesInSystem
    case ENOTBLK: .notSupported
    default: .ioError
    }
}
