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
            answer { () throws(ResolutionFailure) in
                unsafe try PathResolver(choice: choice).open(path, beneath: directory, flags)
            }
        }

        /// The answer for a name, which needs a resolver only if it is a symbolic link. What it has opened is closed again.
        static func answer(
            _ choice: PathResolverChoice, name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32
        ) -> Answer {
            answer { () throws(ResolutionFailure) in
                unsafe try PathResolver(choice: choice).open(name: name, in: directory, flags)
            }
        }

        private static func answer(_ open: () throws(ResolutionFailure) -> OwnedDescriptor) -> Answer {
            do throws(ResolutionFailure) {
                let opened = try open()
                let status = try resolving { () throws(Errno) in try Syscall.status(opened.rawValue) }
                return .reached(
                    device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
                    FileType(mode: status.st_mode))
            } catch {
                return .failed(error)
            }
        }

        /// The answer of both, and for a name also without them; `nil` if they disagree.
        ///
        /// - Parameter flags: Without `O_CREAT` and `O_TRUNC`: the second must find what the first has found.
        static func agreement(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32) -> Answer? {
            let kernel = unsafe answer(.kernel, path, beneath: directory, flags)
            let components = unsafe answer(.components, path, beneath: directory, flags)
            if kernel != components { return nil }
            if unsafe isName(path), unsafe answer(.kernel, name: path, in: directory, flags) != kernel { return nil }
            return kernel
        }

        private static func isName(_ path: UnsafePointer<CChar>) -> Bool {
            unsafe path[0] != 0 && strchr(path, Int32(UInt8(ascii: "/"))) == nil && strcmp(path, ".") != 0
                && strcmp(path, "..") != 0
        }
    }
#endif
