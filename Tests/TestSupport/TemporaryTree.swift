#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory of its own for one test; removed with the object.
///
/// Paths are relative to it. What cannot be set up ends the test run: a test that goes on without its files proves nothing.
public final class TemporaryTree: Sendable {
    /// The directory's absolute path, without a trailing slash.
    public let path: String

    public init() {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/swift-wasi-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(String(cString: strerror(errno)))") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { removeTree(Array(path.utf8).map(CChar.init(bitPattern:))) }

    /// The absolute path of something in the directory.
    public func absolute(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes or replaces a file.
    @discardableResult
    public func file(_ name: String, _ content: String = "") -> String { file(name, Array(content.utf8)) }

    /// Makes or replaces a file.
    @discardableResult
    public func file(_ name: String, _ content: [UInt8]) -> String {
        let fd = open(absolute(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        check(fd, "open \(name)")
        defer { close(fd) }
        var done = 0
        while done < content.count {
            let count = content[done...].withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
            check(Int32(clamping: count), "write \(name)")
            done += count
        }
        return absolute(name)
    }

    /// Makes a directory.
    @discardableResult
    public func directory(_ name: String) -> String {
        check(mkdir(absolute(name), 0o755), "mkdir \(name)")
        return absolute(name)
    }

    /// Makes a symbolic link.
    public func link(_ name: String, to target: String) { check(symlink(target, absolute(name)), "symlink \(name)") }

    /// Makes a FIFO.
    public func fifo(_ name: String) { check(mkfifo(absolute(name), 0o644), "mkfifo \(name)") }

    /// What a file holds, or `nil` if it cannot be opened.
    public func content(_ name: String) -> [UInt8]? {
        let fd = open(absolute(name), O_RDONLY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(fd, &buffer, buffer.count), count > 0 { content += buffer[..<count] }
        return content
    }

    /// What a file holds, as text.
    public func text(_ name: String) -> String? { content(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Whether there is something, be it a symbolic link that leads nowhere.
    public func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat(absolute(name), &status) == 0
    }

    /// The names in a directory, sorted, without `.` and `..`.
    public func names(_ name: String = ".") -> [String] {
        nameBytes(Array(absolute(name).utf8CString)).map { String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self) }
            .sorted()
    }

    private func check(_ result: Int32, _ what: String) {
        if result < 0 { fatalError("\(what) in \(path): \(String(cString: strerror(errno)))") }
    }
}

/// Removes a directory with all that is in it; follows no link. Names are bytes: not all of them are text.
private func removeTree(_ path: [CChar]) {
    var status = stat()
    guard lstat(path + [0], &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
        unlink(path + [0])
        return
    }
    chmod(path + [0], 0o700)
    for name in nameBytes(path + [0]) { removeTree(path + [CChar(bitPattern: UInt8(ascii: "/"))] + name) }
    rmdir(path + [0])
}

/// The names in a directory as the host has them, without `.` and `..`.
private func nameBytes(_ path: [CChar]) -> [[CChar]] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [[CChar]] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
            }
        }
        let dot = CChar(bitPattern: UInt8(ascii: "."))
        if name != [dot] && name != [dot, dot] { names.append(name) }
    }
    return names
}
