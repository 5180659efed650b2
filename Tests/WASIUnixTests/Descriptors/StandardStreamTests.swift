#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Standard streams and configuration")
struct StandardStreamTests {
    let tree = TemporaryTree()

    @Test("by default they are the null device, which is no terminal")
    func null() throws {
        let system = try makeSystem()
        let status = try system.status(of: .standardOutput)
        #expect(status.type == .characterDevice)
        // wasi-libc's isatty: a character device with neither of these.
        #expect(status.rights.isSuperset(of: [.seek, .tell, .read, .write]))
        #expect(try system.readText(.standardInput) == "")
        #expect(try system.write(.standardOutput, "gone") == 4)
    }

    @Test("a regular file keeps its position and its append flag, and is shared")
    func regularFile() throws {
        let log = open(tree.file("log", "before\n"), O_WRONLY | O_APPEND)
        defer { close(log) }
        let system = try makeSystem { $0.standardOutput = .descriptor(log) }
        let status = try system.status(of: .standardOutput)
        #expect(status.type == .regularFile)
        #expect(status.flags == .append)
        try system.write(.standardOutput, "after\n")
        #expect(tree.text("log") == "before\nafter\n")
        #expect(failure { () throws(Errno) in try system.setFlags([], of: .standardOutput) } == .notSupported)
    }

    @Test("pipes and sockets are what they are")
    func types() throws {
        let pipe = HostPair.pipe()
        let sockets = HostPair.sockets()
        let system = try makeSystem {
            $0.standardInput = .descriptor(pipe.reader)
            $0.standardOutput = .descriptor(sockets.writer)
        }
        #expect(try system.status(of: .standardInput).type == .unknown)
        #expect(try system.status(of: .standardInput).rights.contains([.read, .poll, .attributes]))
        #expect(try system.status(of: .standardOutput).type == .streamSocket)
        #expect(try system.status(of: .standardOutput).rights == .connection)
        #expect(try system.attributes(of: .standardInput).type == .unknown)
        try system.write(.standardOutput, "hello")
        #expect(sockets.receive() == Array("hello".utf8))
    }

    @Test("what cannot be had is named")
    func errors() {
        let folder = #expect(throws: ConfigurationError.self) {
            try makeSystem { $0.grants = [DirectoryGrant(host: "/no/such", guest: "/")] }
        }
        #expect(folder?.description == #"cannot open directory "/no/such": No such file or directory"#)
        let file = tree.file("f")
        let notFolder = #expect(throws: ConfigurationError.self) {
            try makeSystem { $0.grants = [DirectoryGrant(host: file, guest: "/")] }
        }
        #expect(notFolder?.errno == .notDirectory)
        let stream = #expect(throws: ConfigurationError.self) { try makeSystem { $0.standardInput = .descriptor(9999) } }
        #expect(stream?.description == #"cannot use descriptor 9999 as "standard input": Bad file descriptor"#)
        let socket = #expect(throws: ConfigurationError.self) {
            try makeSystem { $0.sockets = [SocketGrant(descriptor: 0)] }
        }
        #expect(socket?.errno == .notSocket)
    }

    @Test("a directory as a standard stream grants nothing below it")
    func directoryAsInput() throws {
        tree.file("secret")
        let fd = open(tree.path, O_RDONLY | O_DIRECTORY)
        defer { close(fd) }
        let system = try makeSystem { $0.standardInput = .descriptor(fd) }
        let result = failure { () throws(Errno) in
            try withGuestPath("secret", in: .standardInput) { path throws(Errno) in
                try system.attributes(at: path, follow: [])
            }
        }
        #expect(result == .notCapable)
        #expect(failure { () throws(Errno) in try system.readText(.standardInput) } == .isDirectory)
        #expect(failure { () throws(Errno) in try system.preopen(.standardInput) } == .badFileDescriptor)
    }

    @Test("a file that was opened for reading keeps its times")
    func readingOnly() throws {
        let fd = open(tree.file("f"), O_RDONLY)
        defer { close(fd) }
        let system = try makeSystem { $0.standardInput = .descriptor(fd) }
        let times = FileTimes(access: .keep, modification: .at(.zero))
        #expect(failure { () throws(Errno) in try system.setTimes(times, of: .standardInput) } == .notCapable)
        #expect(try system.attributes(of: .standardInput).modificationTime > .zero)
    }

    @Test("the first refusal is kept")
    func refusal() throws {
        let system = try makeSystem(in: tree)
        #expect(system.firstRefusal == nil)
        withGuestPath("etc/passwd", in: .number(.max)) { system.noteRefusal(of: $0, .noDirectory) }
        withGuestPath("/x", in: .number(3)) { system.noteRefusal(of: $0, .absolutePath) }
        #expect(system.firstRefusal == GrantRefusal(directory: nil, path: "etc/passwd", reason: .noDirectory))
    }

    @Test("arguments and environment keep order and duplicates")
    func program() throws {
        let system = try makeSystem {
            $0.arguments = ["a", "", "a"]
            $0.environment = [.init(name: "B", value: "1"), .init(name: "A", value: ""), .init(name: "B", value: "2")]
        }
        #expect(system.arguments() == ["a", "", "a"])
        #expect(system.environment().map(\.description) == ["B=1", "A=", "B=2"])
    }
}
