import Testing
import TestSupport

@testable import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Remembering the digest of files")
struct FileIndexTests {
    private let tree = TemporaryTree()
    private let digest = ModuleDigest(of: Array("content".utf8))

    private func index() throws -> FileIndex { FileIndex(folder: try CacheFolder(tree.absolute("index"))) }

    /// A file as it would be reported, last touched some time ago.
    private func status(secondsAgo: Double) throws -> HostFileStatus {
        var status = try #require(fileStatus(tree.file("f", "content")))
        status.modified = HostFileStatus.now() - Int64(secondsAgo * 1e9)
        status.changed = status.modified
        return status
    }

    @Test("a file that has been left alone is remembered")
    func settled() throws {
        let file = try status(secondsAgo: 3)
        try index().store(digest, of: file)
        #expect(try index().digest(of: file) == digest)
    }

    @Test("a file that was touched less than two seconds before is not trusted")
    func racy() throws {
        let file = try status(secondsAgo: 1)
        try index().store(digest, of: file)
        #expect(try index().digest(of: file) == nil)
    }

    @Test("a file with a time in the future is not trusted")
    func future() throws {
        let file = try status(secondsAgo: -1000)
        try index().store(digest, of: file)
        #expect(try index().digest(of: file) == nil)
    }

    @Test("any other size, time or place is another file")
    func changed() throws {
        let file = try status(secondsAgo: 5)
        try index().store(digest, of: file)
        for change in [
            { $0.size += 1 }, { $0.modified += 1 }, { $0.changed += 1 }, { $0.inode ^= 1 }, { $0.device ^= 1 },
        ] as [(inout HostFileStatus) -> Void] {
            var other = file
            change(&other)
            #expect(try index().digest(of: other) == nil)
        }
    }

    @Test("an entry that is cut, longer, or not this user's alone says nothing")
    func damaged() throws {
        let file = try status(secondsAgo: 5)
        try index().store(digest, of: file)
        let path = tree.absolute("index/\(try index().folder.names()[0])")
        let good = try #require(content(path))
        for bytes in [[], Array(good.dropLast()), good + [0], [UInt8](repeating: 0, count: good.count)] {
            tree.file("index/x", bytes)
            rename(tree.absolute("index/x"), path)
            chmod(path, 0o600)
            #expect(try index().digest(of: file) == nil)
        }
        try index().store(digest, of: file)
        #expect(try index().digest(of: file) == digest)
        chmod(path, 0o622)
        #expect(try index().digest(of: file) == nil)
    }
}

/// What a file holds.
func content(_ path: String) -> [UInt8]? { HostFile(path, O_RDONLY)?.readToEnd(expected: 0, limit: 1 << 24) }

/// What the system knows of a file.
func fileStatus(_ path: String) -> HostFileStatus? { HostFile(path, O_RDONLY)?.status() }
