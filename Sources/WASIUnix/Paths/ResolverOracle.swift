#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import WASICore

    /// Asks both resolvers where a path leads, for tests and for debugging: each is the other's judge.
    enum ResolverOracle {
        /// Where a path leads.
        enum Answer: Hashable, Sendable {
            case reached(device: UInt64, inode: UInt64, FileType)
            case failed(ResolutionFailure)
        }

        /// The answer of one resolver. What it has opened is closed again.
        static func answer(
            _ choice: PathResolverChoice, _ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32
        ) -> Answer {
            do throws(ResolutionFailure) {
                let opened = unsafe try PathResolver(choice: choice).open(path, beneath: directory, flags)
                let status = try resolving { () throws(Errno) in try Syscall.status(opened.rawValue) }
                return .reached(
                    device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
                    FileType(mode: status.st_mode))
            } catch {
                return .failed(error)
            }
        }

        /// The answer of both, or `nil` if they disagree.
        ///
        /// - Parameter flags: Without `O_CREAT` and `O_TRUNC`: the second must find what the first has found.
        static func agreement(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32) -> Answer? {
            let kernel = unsafe answer(.kernel, path, beneath: directory, flags)
            let components = unsafe answer(.components, path, beneath: directory, flags)
            return kernel == components ? kernel : nil
        }
    }
#endif
