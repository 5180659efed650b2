import InMemoryLogging
import Logging
import TestSupport
import Testing
import WASICore
import WASILogging
import WASIMiddleware
import WASIUnix

@Suite("Calls in a log")
struct LoggingTests {
    let tree = TemporaryTree()
    let handler = InMemoryLogHandler()

    private func system(
        at least: Logger.Level = .trace, _ change: (inout CallLogging) -> Void = { _ in }
    ) throws -> any SystemInterface {
        var logger = Logger(label: "guest") { [handler] _ in handler }
        logger.logLevel = least
        logger[metadataKey: "guest"] = "tool"
        var logging = CallLogging(logger)
        change(&logging)
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/data")]
        return logging.wrap(try UnixSystem(configuration))
    }

    @Test("a call is its name, and its arguments, result and time are metadata") func succeeding() throws {
        let system = try system()
        let count = try writing([Array("hi\u{7}".utf8)]) { buffers throws(Errno) in
            try system.write(.standardOutput, from: buffers)
        }
        #expect(count == 3)
        let entry = try #require(handler.entries.first)
        #expect(handler.entries.count == 1)
        #expect(entry.message == "fd_write")
        #expect(entry.level == .debug)
        let duration = try #require(UInt64("\(entry.metadata["wasi.duration"] ?? "")"))
        #expect(duration > 0)
        var rest = entry.metadata
        rest["wasi.duration"] = nil
        #expect(
            rest == [
                "guest": "tool", "wasi.family": "descriptors", "wasi.arguments": #"1<stdout>, "hi\x07", 3"#,
                "wasi.result": "3",
            ])
    }

    @Test("what fails can have a level of its own, and tells its error") func failing() throws {
        let system = try system { $0.failureLevel = .warning }
        #expect(failure { () throws(Errno) in try system.sync(Descriptor(rawValue: 9)) } == .badFileDescriptor)
        _ = try system.time(of: .monotonic, precision: .zero)
        #expect(handler.entries.map(\.level) == [.warning, .debug])
        let metadata = try #require(handler.entries.first?.metadata)
        #expect(metadata["wasi.errno"] == "EBADF")
        #expect(metadata["wasi.arguments"] == "9")
        #expect(metadata["wasi.result"] == nil)
    }

    @Test("what the logger leaves out, and what the filter does, is not logged") func levels() throws {
        let quiet = try system(at: .info) { $0.failureLevel = .error }
        try quiet.yield()
        #expect(failure { () throws(Errno) in try quiet.sync(Descriptor(rawValue: 9)) } == .badFileDescriptor)
        #expect(handler.entries.map { "\($0.message)" } == ["fd_sync"])
        let filter = try TraceFilter("clocks")
        let clocks = try system { $0.options.filter = filter }
        try clocks.yield()
        _ = try clocks.resolution(of: .monotonic)
        #expect(handler.entries.map { "\($0.message)" } == ["fd_sync", "clock_res_get"])
    }

    @Test("paths are told by what their descriptors stand for") func paths() throws {
        tree.file("a.txt", "")
        let system = try system()
        let path = Array("a.txt".utf8)
        let fd = try system.open(
            GuestPath(path.span.bytes, in: Descriptor(rawValue: 3)), follow: [], options: [], rights: [.read],
            inheriting: [], flags: [])
        try system.close(fd)
        #expect(handler.entries.map { "\($0.metadata["wasi.result"] ?? "")" } == ["\(fd)</data/a.txt>", "0"])
        #expect(handler.entries.last?.metadata["wasi.arguments"] == "\(fd)</data/a.txt>")
    }
}
