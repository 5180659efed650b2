#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// The only way from a guest's path to a descriptor of the host.
///
/// A path is resolved beneath a directory: `..` at the directory, an absolute path, a symbolic link that leads out and a magic
/// link of procfs are refused, whatever anybody moves or swaps meanwhile. There are two resolvers with the same answers, so
/// that each checks the other; see ``ResolverOracle``.
struct PathResolver: Sendable {
    let choice: PathResolverChoice

    /// Opens what a path leads to.
    ///
    /// - Parameters:
    ///   - path: Relative, neither empty nor as long as `PATH_MAX`: a ``CheckedPath``.
    ///   - directory: The host's descriptor of the directory.
    ///   - flags: As for `openat`. Without `O_NOFOLLOW` a symbolic link in last position is followed; before a trailing slash it
    ///     always is. `O_CLOEXEC` is implied.
    ///   - mode: The permissions of a file that is made; 0 without `O_CREAT`.
    // Not inlined, so that what opens a name stays small enough to be: every frame between a system call and the guest costs.
    @inline(never)
    func open(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32, mode: mode_t = 0)
        throws(ResolutionFailure) -> OwnedDescriptor
    {
        #if os(Linux)
            switch choice {
            case .automatic: return unsafe try openByKernelIfPossible(path, beneath: directory, flags, mode: mode)
            case .kernel: return unsafe try KernelResolver.open(path, beneath: directory, flags, mode: mode)
            case .components: break
            }
        #else
            if choice == .kernel { throw .host(.noFunction) }
        #endif
        return unsafe try ComponentResolver.open(path, beneath: directory, flags, mode: mode)
    }

    /// Opens what a name in a directory leads to: a path of one component, neither `.` nor `..`, without a slash.
    ///
    /// The answers are those of ``open(_:beneath:_:mode:)``. A name that is no symbolic link leads nowhere else, so that the
    /// host's ordinary call, told to follow none, is as safe as a resolver and much cheaper than `openat2`. Only a link that is
    /// to be followed needs a resolver.
    @inline(__always)
    func open(name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32, mode: mode_t = 0)
        throws(ResolutionFailure) -> OwnedDescriptor
    {
        // A locating descriptor can be a link itself.
        if flags & Syscall.locating == 0 {
            do throws(Errno) {
                return unsafe try Syscall.open(name, in: directory, flags, mode: mode)
            } catch {
                // A link is no directory either, where one is asked for.
                let mayBeLink = error == .tooManySymbolicLinkLevels || error == .notDirectory
                if flags & O_NOFOLLOW != 0 || !mayBeLink { throw .host(error) }
            }
        }
        return unsafe try open(name, beneath: directory, flags, mode: mode)
    }

    #if os(Linux)
        private func openByKernelIfPossible(
            _ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32, mode: mode_t
        ) throws(ResolutionFailure) -> OwnedDescriptor {
            if KernelResolver.mayExist {
                do throws(ResolutionFailure) {
                    return unsafe try KernelResolver.open(path, beneath: directory, flags, mode: mode)
                } catch .host(.noFunction) {
                    // Before Linux 5.6. It will not come while this process lives.
                    KernelResolver.mayExist = false
                } catch .host(.notPermitted) {
                    // Filters of system calls (seccomp) answer so to what they do not know. If it was the kernel's own answer,
                    // the other resolver gets it again.
                } catch .host(.resourceTemporarilyUnavailable) {
                    // Any rename on the machine can spoil an attempt at a path with `..`; the other resolver looks only at
                    // the directories of the path.
                }
            }
            return unsafe try ComponentResolver.open(path, beneath: directory, flags, mode: mode)
        }
    #endif
}
