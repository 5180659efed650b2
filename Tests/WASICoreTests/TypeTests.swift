import Testing
import WASICore

/// The numbers are those of the specification's document, `preview1/docs.md`.
@Suite("Types")
struct TypeTests {
    @Test("enumerations count as specified")
    func enumerations() {
        #expect(Whence.allCases.map(\.rawValue) == [0, 1, 2])
        #expect("\(Whence.allCases)".contains("start"))
        #expect(
            Advice.allCases.map { "\($0) \($0.rawValue)" } == [
                "normal 0", "sequential 1", "random 2", "willNeed 3", "dontNeed 4", "noReuse 5",
            ])
        #expect(
            FileType.allCases.map { "\($0) \($0.rawValue)" } == [
                "unknown 0", "blockDevice 1", "characterDevice 2", "directory 3", "regularFile 4", "datagramSocket 5",
                "streamSocket 6", "symbolicLink 7",
            ])
        #expect(
            Clock.allCases.map { "\($0) \($0.rawValue)" } == [
                "realtime 0", "monotonic 1", "processCPUTime 2", "threadCPUTime 3",
            ])
        #expect(EventType.allCases.map { "\($0) \($0.rawValue)" } == ["clock 0", "read 1", "write 2"])
        #expect(Signal.allCases.map(\.rawValue) == Array(0...30))
        #expect(Signal.abort.rawValue == 6)
        #expect(Signal.badSystemCall.rawValue == 30)
    }

    @Test("flags have their specified bits")
    func flags() {
        #expect([DescriptorFlags.append, .syncData, .nonBlocking, .syncReads, .sync].map(\.rawValue) == [1, 2, 4, 8, 16])
        #expect([OpenOptions.create, .directory, .exclusive, .truncate].map(\.rawValue) == [1, 2, 4, 8])
        #expect(LookupFlags.followSymlinks.rawValue == 1)
        #expect([ReceiveFlags.peek, .waitAll].map(\.rawValue) == [1, 2])
        #expect(ReceiveResultFlags.dataTruncated.rawValue == 1)
        #expect([ShutdownDirections.receive, .send].map(\.rawValue) == [1, 2])
        #expect(DescriptorFlags.all.rawValue == 31)
        #expect(OpenOptions.all.rawValue == 15)
        #expect(ReceiveFlags.all.rawValue == 3)
        #expect(SendFlags.all.rawValue == 0)
        #expect(ShutdownDirections.all.rawValue == 3)
    }

    @Test("rights have their specified bits, in the specification's order")
    func rights() {
        let all: [Rights] = [
            .syncData, .read, .seek, .setFlags, .sync, .tell, .write, .advise, .allocate, .createDirectory, .createFile,
            .linkSource, .linkTarget, .open, .readDirectory, .readLink, .renameSource, .renameTarget, .pathAttributes,
            .setPathSize, .setPathTimes, .attributes, .setSize, .setTimes, .symlink, .removeDirectory, .unlinkFile, .poll,
            .shutdown, .accept,
        ]
        #expect(all.map(\.rawValue) == (0..<30).map { 1 << $0 })
        #expect(Rights(all) == .all)
    }

    @Test("a terminal's rights lack what wasi-libc's isatty asks about")
    func streamRights() {
        #expect(Rights.stream.isDisjoint(with: [.seek, .tell]))
        #expect(Rights.stream.union([.seek, .tell]) == .file)
    }

    @Test("an environment variable reads NAME=value")
    func environmentVariable() {
        #expect("\(EnvironmentVariable(name: "A", value: "b=c"))" == "A=b=c")
    }

    @Test("malformed text is repaired where it is shown")
    func repairedText() {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62]
        #expect(String(repairing: bytes.span.bytes) == "a\u{FFFD}b")
        #expect(GuestPath(bytes.span.bytes, in: Descriptor(rawValue: 3)).text == "a\u{FFFD}b")
    }
}
