#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says about this process.
enum ProcessFacts {
    /// How many areas of memory are mapped; 0 where the system does not say.
    static func mappings() -> Int {
        guard let file = fopen("/proc/self/maps", "r") else { return 0 }
        defer { fclose(file) }
        var count = 0
        while true {
            let character = getc(file)
            if character == EOF { return count }
            if character == 10 { count += 1 }
        }
    }
}
