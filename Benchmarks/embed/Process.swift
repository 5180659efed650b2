#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of this process. 0 for what it does not say: `/proc` is Linux's.
enum Process {
    /// The memory in use, in kilobytes.
    static var residentKilobytes: Int { field("VmRSS:") }
    static var threadCount: Int { field("Threads:") }
    /// The system's entries of mapped memory, of which a process may have 65,530 unless configured otherwise.
    static var mappingCount: Int { text("/proc/self/maps").utf8.count { $0 == UInt8(ascii: "\n") } }
    static var descriptorCount: Int { (0..<65_536).count { fcntl(Int32($0), F_GETFD) >= 0 } }

    /// Lets the process have as many descriptors as it may.
    static func raiseLimit() -> Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    private static func field(_ name: String) -> Int {
        for line in text("/proc/self/status").split(separator: "\n") where line.hasPrefix(name) {
            return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }

    private static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}

/// A pipe, or the end of the program.
func makePipe() -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { fail("no pipe") }
    return (ends[0], ends[1])
}

/// Shows what was printed, also where it goes to a file.
func flushOutput() { fflush(nil) }

func closeDescriptor(_ number: Int32) { close(number) }

func fail(_ message: String) -> Never {
    print("embed: \(message)")
    exit(1)
}
