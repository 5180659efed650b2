#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CWASIUnix
    import Synchronization
    import WASICore

    /// Resolves paths by `openat2`: one system call, atomic where it matters.
    enum KernelResolver {
        /// How often a call is made that the kernel could not decide because something was renamed meanwhile. libpathrs has
        /// measured that under attack 32 attempts fail in 3 % of cases, 128 in 0.1 %.
        static let attempts = 128

        private static let isMissing = Atomic(false)

        /// `false` once the kernel has said that it does not know the call.
        static var mayExist: Bool {
            @inline(__always) get { !isMissing.load(ordering: .relaxed) }
            set { isMissing.store(!newValue, ordering: .relaxed) }
        }

        /// See ``PathResolver/open(_:beneath:_:mode:)``.
        @inline(__always)
        static func open(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32, mode: mode_t)
            throws(ResolutionFailure) -> OwnedDescriptor
        {
            var how = cwasi_open_how(
                flags: UInt64(UInt32(bitPattern: flags | O_CLOEXEC)), mode: UInt64(mode),
                resolve: cwasi_resolve_beneath | cwasi_resolve_no_magiclinks)
            let result = unsafe cwasi_openat2(directory, path, &how)
            if result >= 0 { return OwnedDescriptor(taking: result) }
            return unsafe try openAgain(path, beneath: directory, &how)
        }

        @inline(never)
        private static func openAgain(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ how: inout cwasi_open_how)
            throws(ResolutionFailure) -> OwnedDescriptor
        {
            var remaining = attempts
            while true {
                switch cwasi_errno() {
                case EINTR: break
                case EAGAIN:
                    remaining -= 1
                    if remaining == 0 { throw .host(.resourceTemporarilyUnavailable) }
                case EXDEV: throw .outside
                case let number: throw .host(Errno(host: number))
                }
                let result = unsafe cwasi_openat2(directory, path, &how)
                if result >= 0 { return OwnedDescriptor(taking: result) }
            }
        }
    }
#endif
