#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which descriptors a process has open, to find those that a test has left.
///
/// Tests that run at the same time open descriptors too: compare only what leads to files of the test's own.
public struct OpenDescriptors {
    /// Numbers, and what the host says is behind them.
    public let targets: [Int32: String]

    /// Takes a snapshot.
    public init() {
        var targets: [Int32: String] = [:]
        for number in 0..<Int32(4096) {
            var buffer = [UInt8](repeating: 0, count: 4096)
            #if os(Linux)
                let count = buffer.withUnsafeMutableBytes { bytes in
                    guard let place = bytes.bindMemory(to: CChar.self).baseAddress else { return -1 }
                    return readlink("/proc/self/fd/\(number)", place, bytes.count)
                }
                if count >= 0 { targets[number] = String(decoding: buffer[..<count], as: UTF8.self) }
            #else
                if buffer.withUnsafeMutableBytes({ fcntl(number, F_GETPATH, $0.baseAddress) }) == 0 {
                    targets[number] = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
                }
            #endif
        }
        self.targets = targets
    }

    /// The files behind descriptors that are a tree's directory or below it.
    public func within(_ tree: TemporaryTree) -> [String] {
        targets.values.filter { $0 == tree.path || $0.hasPrefix(tree.path + "/") }.sorted()
    }
}
