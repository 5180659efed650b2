#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// This process.
enum HostProcess {
    /// Ends the process at once.
    ///
    /// What the guest has written is with the system already; the handlers of libraries have nothing to add but time.
    static func exit(_ code: Int32) -> Never { _exit(code) }

    /// The process's number.
    static var identifier: Int32 { getpid() }

    /// Whether a descriptor is open.
    static func isOpen(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFD) >= 0 }

    /// Closes descriptors that were inherited, but for the standard streams.
    static func close(_ descriptors: Set<Int32>) {
        for descriptor in descriptors where descriptor > STDERR_FILENO { _ = systemClose(descriptor) }
    }

    /// Lets the stack of the first thread grow to 64 MiB, as far as the system allows.
    ///
    /// The stack is only reserved: it takes memory when it is used, and its limit holds for what it may grow to from now on.
    ///
    /// - Returns: How large it may become, in bytes.
    static func raiseStackLimit() -> Int {
        let wanted: rlim_t = 64 << 20
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
        #else
            let resource = RLIMIT_STACK
        #endif
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1 << 20 }
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// The most memory that the process has had resident, in bytes; `nil` if the host does not say.
    static var peakMemory: UInt64? {
        #if os(Linux)
            // Not getrusage, which goes on counting where the program that started this one was.
            let descriptor = unsafe open("/proc/self/status", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { _ = systemClose(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 8192)
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            // `VmHWM:	   19244 kB`
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return nil }
            return UInt64(line.filter(\.isNumber)).map { $0 << 10 }
        #else
            var usage = rusage()
            guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
            return UInt64(clamping: usage.ru_maxrss)
        #endif
    }

    /// What is at a path.
    static func kind(of path: String) -> HostPathKind? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .other
    }
}

/// Of the same name as the method that calls it.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
