import CWASIUnix
import Glibc
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("What path_open asks the host for")
struct OpenRequestTests {
    static let all = Rights.directory.union(.file)

    private func directory(
        rights: Rights = .directory, inheriting: Rights = OpenRequestTests.all, isReadOnly: Bool = false
    ) -> OpenFile {
        OpenFile(host: 3, type: .directory, rights: rights, inheriting: inheriting, isReadOnly: isReadOnly)
    }

    private func flags(
        _ options: OpenOptions = [], _ rights: Rights = .read, _ flags: DescriptorFlags = [],
        follow: LookupFlags = .followSymlinks, through directory: OpenFile
    ) throws(Errno) -> Int32 {
        let request = try OpenRequest(
            options: options, rights: rights, inheriting: [], flags: flags, follow: follow, through: directory)
        // These are always there.
        let constant = O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        #expect(request.hostFlags & constant == constant || request.creation == .refusedEvenIfPresent)
        return request.hostFlags & ~constant
    }

    @Test("every combination of options and access becomes the flags of its parts, or is refused for a reason")
    func combinations() {
        for raw in 0..<UInt16(16) {
            let options = OpenOptions(rawValue: raw)
            for rights in [Rights.read, .write, [.read, .write], []] {
                for follow in [LookupFlags.followSymlinks, []] {
                    var expected =
                        rights == [.read, .write] ? O_RDWR : rights == .write ? O_WRONLY : O_RDONLY
                    if follow == [] { expected |= O_NOFOLLOW }
                    if options.contains(.create) { expected |= O_CREAT }
                    if options.isSuperset(of: [.create, .exclusive]) { expected |= O_EXCL }
                    if options.contains(.truncate) { expected |= O_TRUNC }
                    if options.contains(.directory) { expected |= O_DIRECTORY }
                    let result = Result { () throws(Errno) in
                        try flags(options, rights, follow: follow, through: directory())
                    }
                    if options.contains(.directory), options != .directory {
                        #expect(result == .failure(.invalidArgument), "\(raw) \(rights)")
                    } else {
                        #expect(result == .success(expected), "\(raw) \(rights)")
                    }
                }
            }
        }
    }

    @Test("every combination on a read-only grant neither writes nor makes nor cuts")
    func readOnlyCombinations() {
        let forbidden = O_WRONLY | O_RDWR | O_CREAT | O_EXCL | O_TRUNC | O_APPEND
        for raw in 0..<UInt16(16) {
            let options = OpenOptions(rawValue: raw)
            for rights in [Rights.read, .write, [.read, .write], [], Self.all] {
                let result = Result { () throws(Errno) in try flags(options, rights, through: directory(isReadOnly: true)) }
                switch result {
                case .success(let flags):
                    #expect(flags & forbidden == 0 || flags & Syscall.locating != 0, "\(raw) \(rights)")
                    #expect(!rights.contains(.write) && !options.contains(.truncate), "\(raw) \(rights)")
                case .failure(let errno):
                    let isContradiction = options.contains(.directory) && options != .directory
                    #expect(errno == (isContradiction ? .invalidArgument : .readOnlyFileSystem), "\(raw) \(rights)")
                }
            }
        }
    }

    @Test("descriptor flags become the host's")
    func descriptorFlags() throws {
        let dir = directory()
        #expect(try flags([], .write, .append, through: dir) == O_WRONLY | O_APPEND)
        #expect(try flags([], .write, .syncData, through: dir) == O_WRONLY | O_DSYNC)
        #expect(try flags([], .write, .sync, through: dir) == O_WRONLY | O_SYNC)
        #expect(try flags([], .write, .syncReads, through: dir) == O_WRONLY | O_SYNC)
        #expect(try flags([], .read, .nonBlocking, through: dir) == O_RDONLY)
        // Bits that preview 1 does not define mean nothing.
        #expect(try flags([], .read, DescriptorFlags(rawValue: 0xFFE0), through: dir) == O_RDONLY)
        #expect(try flags(OpenOptions(rawValue: 0xFFF0), .read, through: dir) == O_RDONLY)
    }

    @Test("options need the directory's rights, flags and rights its inheriting ones")
    func rights() {
        func refused(_ options: OpenOptions, _ rights: Rights, _ flags: DescriptorFlags, _ dir: OpenFile) -> Errno? {
            failure { () throws(Errno) in try self.flags(options, rights, flags, through: dir) }
        }
        #expect(refused(.create, .read, [], directory(rights: .directory.subtracting(.createFile))) == .notCapable)
        #expect(refused(.truncate, .write, [], directory(rights: .directory.subtracting(.setPathSize))) == .notCapable)
        #expect(refused([], .write, [], directory(inheriting: .read)) == .notCapable)
        #expect(refused([], .read, .sync, directory(inheriting: .read)) == .notCapable)
        #expect(refused([], .read, .syncReads, directory(inheriting: [.read, .syncData])) == .notCapable)
        #expect(refused([], .read, .syncData, directory(inheriting: [.read, .sync])) == .notCapable)
        #expect(refused([], .read, [.sync, .syncData], directory(inheriting: [.read, .sync, .syncData])) == nil)
        #expect(refused([], [], [], directory(inheriting: [])) == nil)
    }

    @Test("guests that ask for every bit get what files and directories have")
    func everyBit() throws {
        let everything = Rights(rawValue: .max)
        let request = try OpenRequest(
            options: [], rights: everything, inheriting: everything, flags: [], follow: [], through: directory())
        #expect(request.rights == Self.all)
        #expect(request.inheriting == Self.all)
        #expect(
            failure { () throws(Errno) in
                try OpenRequest(
                    options: [], rights: .read, inheriting: everything, flags: [], follow: [],
                    through: directory(inheriting: [.read, .write]))
            } == .notCapable)
    }

    @Test(
        "what is opened has the rights that make sense for it",
        arguments: [
            (FileType.regularFile, false, Rights.file, OpenFile.Waiting.never),
            (.blockDevice, false, .file, .never), (.directory, false, .directory, .never),
            (.characterDevice, false, .file, .asked), (.characterDevice, true, .stream, .asked),
            (.unknown, false, .file, .asked),
        ])
    func results(type: FileType, isTerminal: Bool, rights: Rights, waiting: OpenFile.Waiting) throws {
        var dir = directory()
        dir.grant = 7
        let request = try OpenRequest(
            options: [], rights: Self.all, inheriting: Self.all, flags: [.nonBlocking, .append], follow: [], through: dir)
        let file = request.file(of: type, through: dir, isTerminal: isTerminal)
        #expect(file.rights == rights)
        #expect(file.inheriting == (type == .directory ? Self.all : []))
        #expect(file.waiting == waiting)
        #expect(file.flags == [.nonBlocking, .append])
        #expect(file.grant == 7 && file.ownsDescription && !file.isPreopen && !file.isReadOnly)
    }
}
