extension Errno: CustomStringConvertible {
    /// The C name of the error, as strace prints it: `ENOENT`; `errno(200)` for a number without one.
    public var name: String {
        let index = Int(rawValue)
        return Errno.table.indices.contains(index) ? Errno.table[index].name : "errno(\(rawValue))"
    }

    /// What the error means, as a phrase without a full stop: `No such file or directory`.
    public var message: String {
        let index = Int(rawValue)
        return Errno.table.indices.contains(index) ? Errno.table[index].message : "Unknown error \(rawValue)"
    }

    /// `ENOENT (No such file or directory)`.
    public var description: String { "\(name) (\(message))" }

    /// Name and message by number.
    private static let table: [(name: String, message: String)] = [
        ("ESUCCESS", "Success"),
        ("E2BIG", "Argument list too long"),
        ("EACCES", "Permission denied"),
        ("EADDRINUSE", "Address in use"),
        ("EADDRNOTAVAIL", "Address not available"),
        ("EAFNOSUPPORT", "Address family not supported"),
        ("EAGAIN", "Resource temporarily unavailable"),
        ("EALREADY", "Operation already in progress"),
        ("EBADF", "Bad file descriptor"),
        ("EBADMSG", "Bad message"),
        ("EBUSY", "Resource busy"),
        ("ECANCELED", "Operation canceled"),
        ("ECHILD", "No child process"),
        ("ECONNABORTED", "Connection aborted"),
        ("ECONNREFUSED", "Connection refused"),
        ("ECONNRESET", "Connection reset by peer"),
        ("EDEADLK", "Resource deadlock avoided"),
        ("EDESTADDRREQ", "Destination address required"),
        ("EDOM", "Argument out of domain"),
        ("EDQUOT", "Disk quota exceeded"),
        ("EEXIST", "File exists"),
        ("EFAULT", "Bad address"),
        ("EFBIG", "File too large"),
        ("EHOSTUNREACH", "Host unreachable"),
        ("EIDRM", "Identifier removed"),
        ("EILSEQ", "Illegal byte sequence"),
        ("EINPROGRESS", "Operation in progress"),
        ("EINTR", "Interrupted call"),
        ("EINVAL", "Invalid argument"),
        ("EIO", "Input/output error"),
        ("EISCONN", "Socket is connected"),
        ("EISDIR", "Is a directory"),
        ("ELOOP", "Too many levels of symbolic links"),
        ("EMFILE", "Too many open files"),
        ("EMLINK", "Too many links"),
        ("EMSGSIZE", "Message too long"),
        ("EMULTIHOP", "Multihop attempted"),
        ("ENAMETOOLONG", "File name too long"),
        ("ENETDOWN", "Network is down"),
        ("ENETRESET", "Network dropped connection on reset"),
        ("ENETUNREACH", "Network unreachable"),
        ("ENFILE", "Too many open files in system"),
        ("ENOBUFS", "No buffer space available"),
        ("ENODEV", "No such device"),
        ("ENOENT", "No such file or directory"),
        ("ENOEXEC", "Exec format error"),
        ("ENOLCK", "No locks available"),
        ("ENOLINK", "Link has been severed"),
        ("ENOMEM", "Out of memory"),
        ("ENOMSG", "No message of the desired type"),
        ("ENOPROTOOPT", "Protocol option not available"),
        ("ENOSPC", "No space left on device"),
        ("ENOSYS", "Function not implemented"),
        ("ENOTCONN", "Socket not connected"),
        ("ENOTDIR", "Not a directory"),
        ("ENOTEMPTY", "Directory not empty"),
        ("ENOTRECOVERABLE", "State not recoverable"),
        ("ENOTSOCK", "Not a socket"),
        ("ENOTSUP", "Not supported"),
        ("ENOTTY", "Inappropriate I/O control operation"),
        ("ENXIO", "No such device or address"),
        ("EOVERFLOW", "Value too large"),
        ("EOWNERDEAD", "Previous owner died"),
        ("EPERM", "Operation not permitted"),
        ("EPIPE", "Broken pipe"),
        ("EPROTO", "Protocol error"),
        ("EPROTONOSUPPORT", "Protocol not supported"),
        ("EPROTOTYPE", "Protocol wrong type for socket"),
        ("ERANGE", "Result out of range"),
        ("EROFS", "Read-only file system"),
        ("ESPIPE", "Illegal seek"),
        ("ESRCH", "No such process"),
        ("ESTALE", "Stale file handle"),
        ("ETIMEDOUT", "Timed out"),
        ("ETXTBSY", "Text file busy"),
        ("EXDEV", "Cross-device link"),
        ("ENOTCAPABLE", "Capabilities insufficient"),
        ("EAIADDRFAMILY", "Host has no address in the family"),
        ("EAIAGAIN", "Temporary failure in name resolution"),
        ("EAIBADFLAG", "Invalid flags for name resolution"),
        ("EAIFAIL", "Permanent failure in name resolution"),
        ("EAIFAMILY", "Address family not supported in name resolution"),
        ("EAIMEMORY", "Out of memory in name resolution"),
        ("EAINODATA", "No address associated with the name"),
        ("EAINONAME", "Name or service not known"),
        ("EAISERVICE", "Service not supported for the socket type"),
        ("EAISOCKTYPE", "Socket type not supported in name resolution"),
        ("EAISYSTEM", "System error in name resolution"),
    ]
}

// The C spellings, so that whoever types one is led to the English name.
extension Errno {
    @available(*, unavailable, renamed: "argumentListTooLong")
    public static var E2BIG: Errno { .argumentListTooLong }
    @available(*, unavailable, renamed: "permissionDenied")
    public static var EACCES: Errno { .permissionDenied }
    @available(*, unavailable, renamed: "addressInUse")
    public static var EADDRINUSE: Errno { .addressInUse }
    @available(*, unavailable, renamed: "addressNotAvailable")
    public static var EADDRNOTAVAIL: Errno { .addressNotAvailable }
    @available(*, unavailable, renamed: "addressFamilyNotSupported")
    public static var EAFNOSUPPORT: Errno { .addressFamilyNotSupported }
    @available(*, unavailable, renamed: "resourceTemporarilyUnavailable")
    public static var EAGAIN: Errno { .resourceTemporarilyUnavailable }
    @available(*, unavailable, renamed: "alreadyInProcess")
    public static var EALREADY: Errno { .alreadyInProcess }
    @available(*, unavailable, renamed: "badFileDescriptor")
    public static var EBADF: Errno { .badFileDescriptor }
    @available(*, unavailable, renamed: "badMessage")
    public static var EBADMSG: Errno { .badMessage }
    @available(*, unavailable, renamed: "resourceBusy")
    public static var EBUSY: Errno { .resourceBusy }
    @available(*, unavailable, renamed: "canceled")
    public static var ECANCELED: Errno { .canceled }
    @available(*, unavailable, renamed: "noChildProcess")
    public static var ECHILD: Errno { .noChildProcess }
    @available(*, unavailable, renamed: "connectionAborted")
    public static var ECONNABORTED: Errno { .connectionAborted }
    @available(*, unavailable, renamed: "connectionRefused")
    public static var ECONNREFUSED: Errno { .connectionRefused }
    @available(*, unavailable, renamed: "connectionReset")
    public static var ECONNRESET: Errno { .connectionReset }
    @available(*, unavailable, renamed: "deadlock")
    public static var EDEADLK: Errno { .deadlock }
    @available(*, unavailable, renamed: "destinationAddressRequired")
    public static var EDESTADDRREQ: Errno { .destinationAddressRequired }
    @available(*, unavailable, renamed: "outOfDomain")
    public static var EDOM: Errno { .outOfDomain }
    @available(*, unavailable, renamed: "diskQuotaExceeded")
    public static var EDQUOT: Errno { .diskQuotaExceeded }
    @available(*, unavailable, renamed: "fileExists")
    public static var EEXIST: Errno { .fileExists }
    @available(*, unavailable, renamed: "badAddress")
    public static var EFAULT: Errno { .badAddress }
    @available(*, unavailable, renamed: "fileTooLarge")
    public static var EFBIG: Errno { .fileTooLarge }
    @available(*, unavailable, renamed: "noRouteToHost")
    public static var EHOSTUNREACH: Errno { .noRouteToHost }
    @available(*, unavailable, renamed: "identifierRemoved")
    public static var EIDRM: Errno { .identifierRemoved }
    @available(*, unavailable, renamed: "illegalByteSequence")
    public static var EILSEQ: Errno { .illegalByteSequence }
    @available(*, unavailable, renamed: "nowInProgress")
    public static var EINPROGRESS: Errno { .nowInProgress }
    @available(*, unavailable, renamed: "interrupted")
    public static var EINTR: Errno { .interrupted }
    @available(*, unavailable, renamed: "invalidArgument")
    public static var EINVAL: Errno { .invalidArgument }
    @available(*, unavailable, renamed: "ioError")
    public static var EIO: Errno { .ioError }
    @available(*, unavailable, renamed: "socketIsConnected")
    public static var EISCONN: Errno { .socketIsConnected }
    @available(*, unavailable, renamed: "isDirectory")
    public static var EISDIR: Errno { .isDirectory }
    @available(*, unavailable, renamed: "tooManySymbolicLinkLevels")
    public static var ELOOP: Errno { .tooManySymbolicLinkLevels }
    @available(*, unavailable, renamed: "tooManyOpenFiles")
    public static var EMFILE: Errno { .tooManyOpenFiles }
    @available(*, unavailable, renamed: "tooManyLinks")
    public static var EMLINK: Errno { .tooManyLinks }
    @available(*, unavailable, renamed: "messageTooLong")
    public static var EMSGSIZE: Errno { .messageTooLong }
    @available(*, unavailable, renamed: "multiHop")
    public static var EMULTIHOP: Errno { .multiHop }
    @available(*, unavailable, renamed: "fileNameTooLong")
    public static var ENAMETOOLONG: Errno { .fileNameTooLong }
    @available(*, unavailable, renamed: "networkDown")
    public static var ENETDOWN: Errno { .networkDown }
    @available(*, unavailable, renamed: "networkReset")
    public static var ENETRESET: Errno { .networkReset }
    @available(*, unavailable, renamed: "networkUnreachable")
    public static var ENETUNREACH: Errno { .networkUnreachable }
    @available(*, unavailable, renamed: "tooManyOpenFilesInSystem")
    public static var ENFILE: Errno { .tooManyOpenFilesInSystem }
    @available(*, unavailable, renamed: "noBufferSpace")
    public static var ENOBUFS: Errno { .noBufferSpace }
    @available(*, unavailable, renamed: "noSuchDevice")
    public static var ENODEV: Errno { .noSuchDevice }
    @available(*, unavailable, renamed: "noSuchFileOrDirectory")
    public static var ENOENT: Errno { .noSuchFileOrDirectory }
    @available(*, unavailable, renamed: "execFormatError")
    public static var ENOEXEC: Errno { .execFormatError }
    @available(*, unavailable, renamed: "noLocks")
    public static var ENOLCK: Errno { .noLocks }
    @available(*, unavailable, renamed: "noLink")
    public static var ENOLINK: Errno { .noLink }
    @available(*, unavailable, renamed: "noMemory")
    public static var ENOMEM: Errno { .noMemory }
    @available(*, unavailable, renamed: "noMessage")
    public static var ENOMSG: Errno { .noMessage }
    @available(*, unavailable, renamed: "protocolNotAvailable")
    public static var ENOPROTOOPT: Errno { .protocolNotAvailable }
    @available(*, unavailable, renamed: "noSpace")
    public static var ENOSPC: Errno { .noSpace }
    @available(*, unavailable, renamed: "noFunction")
    public static var ENOSYS: Errno { .noFunction }
    @available(*, unavailable, renamed: "socketNotConnected")
    public static var ENOTCONN: Errno { .socketNotConnected }
    @available(*, unavailable, renamed: "notDirectory")
    public static var ENOTDIR: Errno { .notDirectory }
    @available(*, unavailable, renamed: "directoryNotEmpty")
    public static var ENOTEMPTY: Errno { .directoryNotEmpty }
    @available(*, unavailable, renamed: "notRecoverable")
    public static var ENOTRECOVERABLE: Errno { .notRecoverable }
    @available(*, unavailable, renamed: "notSocket")
    public static var ENOTSOCK: Errno { .notSocket }
    @available(*, unavailable, renamed: "notSupported")
    public static var ENOTSUP: Errno { .notSupported }
    @available(*, unavailable, renamed: "inappropriateIOCTLForDevice")
    public static var ENOTTY: Errno { .inappropriateIOCTLForDevice }
    @available(*, unavailable, renamed: "noSuchAddressOrDevice")
    public static var ENXIO: Errno { .noSuchAddressOrDevice }
    @available(*, unavailable, renamed: "overflow")
    public static var EOVERFLOW: Errno { .overflow }
    @available(*, unavailable, renamed: "previousOwnerDied")
    public static var EOWNERDEAD: Errno { .previousOwnerDied }
    @available(*, unavailable, renamed: "notPermitted")
    public static var EPERM: Errno { .notPermitted }
    @available(*, unavailable, renamed: "brokenPipe")
    public static var EPIPE: Errno { .brokenPipe }
    @available(*, unavailable, renamed: "protocolError")
    public static var EPROTO: Errno { .protocolError }
    @available(*, unavailable, renamed: "protocolNotSupported")
    public static var EPROTONOSUPPORT: Errno { .protocolNotSupported }
    @available(*, unavailable, renamed: "protocolWrongTypeForSocket")
    public static var EPROTOTYPE: Errno { .protocolWrongTypeForSocket }
    @available(*, unavailable, renamed: "outOfRange")
    public static var ERANGE: Errno { .outOfRange }
    @available(*, unavailable, renamed: "readOnlyFileSystem")
    public static var EROFS: Errno { .readOnlyFileSystem }
    @available(*, unavailable, renamed: "illegalSeek")
    public static var ESPIPE: Errno { .illegalSeek }
    @available(*, unavailable, renamed: "noSuchProcess")
    public static var ESRCH: Errno { .noSuchProcess }
    @available(*, unavailable, renamed: "staleFileHandle")
    public static var ESTALE: Errno { .staleFileHandle }
    @available(*, unavailable, renamed: "timedOut")
    public static var ETIMEDOUT: Errno { .timedOut }
    @available(*, unavailable, renamed: "textFileBusy")
    public static var ETXTBSY: Errno { .textFileBusy }
    @available(*, unavailable, renamed: "improperLink")
    public static var EXDEV: Errno { .improperLink }
    @available(*, unavailable, renamed: "notCapable")
    public static var ENOTCAPABLE: Errno { .notCapable }
}
