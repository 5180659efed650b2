import WASICore

// What a call can fail with for no fault of the guest's. Errors that tell a guest something about its own doing (a missing file, a
// wrong number) are not among them.
extension SystemCall {
    /// The errors that are plausible for the call.
    ///
    /// - Parameter status: What the call's descriptor is, if it has one.
    func plausibleErrnos(_ status: DescriptorStatus?) -> [Errno] {
        let isSocket = status?.type == .streamSocket || status?.type == .datagramSocket
        let mayHaveToWait: [Errno] =
            status?.flags.contains(.nonBlocking) == true && status?.type != .regularFile
            ? [.resourceTemporarilyUnavailable] : []
        switch self {
        case .fdRead, .fdPread, .sockRecv, .sockRecvFrom:
            if isSocket { return [.connectionReset, .timedOut] + mayHaveToWait }
            return [.ioError] + mayHaveToWait
        case .fdWrite, .fdPwrite, .sockSend:
            if isSocket { return [.connectionReset, .brokenPipe, .timedOut, .noBufferSpace] + mayHaveToWait }
            return [.ioError, .noSpace, .diskQuotaExceeded] + mayHaveToWait
        case .sockSendTo: return [.noBufferSpace, .networkUnreachable, .noRouteToHost] + mayHaveToWait
        case .fdAllocate: return [.noSpace, .diskQuotaExceeded, .ioError]
        case .fdDatasync, .fdSync: return [.ioError, .noSpace]
        case .fdFilestatSetSize, .fdFilestatSetTimes: return [.ioError, .diskQuotaExceeded]
        case .fdClose, .fdFilestatGet, .fdReaddir, .pathFilestatGet, .pathReadlink: return [.ioError]
        case .pathFilestatSetTimes, .pathRemoveDirectory, .pathUnlinkFile: return [.ioError, .resourceBusy]
        case .pathCreateDirectory, .pathLink, .pathRename, .pathSymlink: return [.ioError, .noSpace, .diskQuotaExceeded]
        case .pathOpen(_, _, let options, _, inheriting: _, _):
            let creating: [Errno] = options.contains(.create) ? [.noSpace, .diskQuotaExceeded] : []
            return [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .ioError, .noMemory] + creating
        case .sockOpen: return [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace]
        case .sockAccept:
            return [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .connectionAborted, .noBufferSpace] + mayHaveToWait
        case .sockBind, .sockListen: return [.addressInUse]
        case .sockConnect: return [.connectionRefused, .timedOut, .networkUnreachable, .noRouteToHost]
        case .sockGetaddrinfo: return [.lookUpFailedForNow, .lookUpFailed, .unknownName]
        case .sockSetsockopt: return [.noBufferSpace]
        case .randomGet: return [.ioError]
        default: return []
        }
    }

    /// Whether a signal could end the call before it has done anything.
    var canBeInterrupted: Bool {
        switch self {
        case .fdRead, .fdWrite, .fdPread, .fdPwrite, .pathOpen, .pollOneoff, .sockAccept, .sockRecv, .sockRecvFrom,
            .sockSend, .sockSendTo:
            true
        default: false
        }
    }

    /// How many bytes a read or write could move that may move less; 0 for other calls.
    func shortenableByteCount(_ status: DescriptorStatus?) -> Int {
        guard status?.type != .datagramSocket, status?.type != .directory else { return 0 }
        switch self {
        case .fdRead(_, let buffers), .fdPread(_, let buffers, offset: _), .fdWrite(_, let buffers),
            .fdPwrite(_, let buffers, offset: _), .sockRecv(_, let buffers, _), .sockRecvFrom(_, let buffers, _),
            .sockSend(_, let buffers, _):
            return buffers.byteCount
        default: return 0
        }
    }

    /// Whether the call moves bytes of a connection.
    var isTransfer: Bool {
        switch self {
        case .fdRead, .fdWrite, .sockRecv, .sockRecvFrom, .sockSend: true
        default: false
        }
    }

    /// What a write of a message says that has been sent; `nil` for other calls.
    var sentMessage: SystemValue? {
        switch self {
        case .fdWrite(_, let buffers), .sockSend(_, let buffers, _), .sockSendTo(_, let buffers, _, _):
            .count(buffers.byteCount)
        default: nil
        }
    }
}
