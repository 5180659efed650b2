import WasmBinary

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of the host that could not be read.
struct HostReadError: Error, Hashable, Sendable {
    /// The host's `errno`.
    var number: Int32

    /// Whether it says that there is no such file.
    var isAbsence: Bool { number == ENOENT || number == ENOTDIR }
    /// There is no thread to be had.
    static var noThread: HostReadError { HostReadError(number: EAGAIN) }
    /// The host's words for it.
    var reason: String { unsafe String(cString: strerror(number)) }
}

extension ModuleSource {
    /// The most that is read, in bytes: more than engines accept as a module.
    static let maximumByteCount = 1 << 30

    /// Reads the whole module. Standard input gives it once.
    ///
    /// - Throws: What the host says; `EFBIG` for more than ``maximumByteCount``.
    func bytes() throws(HostReadError) -> [UInt8] {
        switch self {
        case .bytes(let bytes, _): return bytes
        case .prepared: return []
        case .standardInput: return try readToEnd(of: STDIN_FILENO)
        case .file(let path):
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw HostReadError(number: errno) }
            defer { _ = close(descriptor) }
            return try readToEnd(of: descriptor)
        }
    }
}

private func readToEnd(of descriptor: Int32) throws(HostReadError) -> [UInt8] {
    var status = stat()
    var bytes: [UInt8] = []
    if unsafe fstat(descriptor, &status) == 0, status.st_size > 0 {
        bytes.reserveCapacity(min(Int(clamping: status.st_size), ModuleSource.maximumByteCount))
    }
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw HostReadError(number: errno) }
        guard count > 0 else { return bytes }
        guard bytes.count + count <= ModuleSource.maximumByteCount else { throw HostReadError(number: EFBIG) }
        bytes += chunk[..<count]
    }
}
