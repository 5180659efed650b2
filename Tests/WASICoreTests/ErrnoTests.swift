import Testing
import WASICore

@Suite("Errno")
struct ErrnoTests {
    @Test("names and messages stand beside their numbers")
    func names() {
        let lines = [Errno.argumentListTooLong, .badFileDescriptor, .invalidArgument, .noSuchFileOrDirectory, .notCapable]
            .map { "\($0.rawValue) \($0)" }
        #expect(
            lines == [
                "1 E2BIG (Argument list too long)",
                "8 EBADF (Bad file descriptor)",
                "28 EINVAL (Invalid argument)",
                "44 ENOENT (No such file or directory)",
                "76 ENOTCAPABLE (Capabilities insufficient)",
            ])
    }

    @Test("every number up to 76 has a name of its own")
    func complete() {
        let names = (0...76).map { Errno(rawValue: $0).name }
        #expect(Set(names).count == 77)
        #expect(names.allSatisfy { $0.hasPrefix("E") })
    }

    @Test("the constants have the specification's numbers, in its order")
    func numbers() {
        let all: [Errno] = [
            .argumentListTooLong, .permissionDenied, .addressInUse, .addressNotAvailable, .addressFamilyNotSupported,
            .resourceTemporarilyUnavailable, .alreadyInProcess, .badFileDescriptor, .badMessage, .resourceBusy, .canceled,
            .noChildProcess, .connectionAborted, .connectionRefused, .connectionReset, .deadlock,
            .destinationAddressRequired, .outOfDomain, .diskQuotaExceeded, .fileExists, .badAddress, .fileTooLarge,
            .noRouteToHost, .identifierRemoved, .illegalByteSequence, .nowInProgress, .interrupted, .invalidArgument,
            .ioError, .socketIsConnected, .isDirectory, .tooManySymbolicLinkLevels, .tooManyOpenFiles, .tooManyLinks,
            .messageTooLong, .multiHop, .fileNameTooLong, .networkDown, .networkReset, .networkUnreachable,
            .tooManyOpenFilesInSystem, .noBufferSpace, .noSuchDevice, .noSuchFileOrDirectory, .execFormatError, .noLocks,
            .noLink, .noMemory, .noMessage, .protocolNotAvailable, .noSpace, .noFunction, .socketNotConnected,
            .notDirectory, .directoryNotEmpty, .notRecoverable, .notSocket, .notSupported, .inappropriateIOCTLForDevice,
            .noSuchAddressOrDevice, .overflow, .previousOwnerDied, .notPermitted, .brokenPipe, .protocolError,
            .protocolNotSupported, .protocolWrongTypeForSocket, .outOfRange, .readOnlyFileSystem, .illegalSeek,
            .noSuchProcess, .staleFileHandle, .timedOut, .textFileBusy, .improperLink, .notCapable,
        ]
        #expect(all.map(\.rawValue) == Array(1...76))
    }

    @Test("a number without a name can be represented and described")
    func unknown() {
        #expect("\(Errno(rawValue: 200))" == "errno(200) (Unknown error 200)")
        #expect("\(Errno(rawValue: .max))" == "errno(65535) (Unknown error 65535)")
    }
}
