#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// Resolves paths one component at a time, for kernels without `openat2` and to check the one that has it.
///
/// No call of it follows a symbolic link: targets are read and walked here. Every directory on the way stays open until the
/// end, so that `..` goes back to where the path came from and to nowhere else. A path of n directories therefore needs n host
/// descriptors for the length of the call.
///
/// What the kernel enforces only while it follows links itself (`fs.protected_symlinks`, `nosymfollow`) does not hold here.
struct ComponentResolver: ~Copyable {
    /// How many symbolic links may be on a path; Linux counts the same.
    static let maximumLinks = 40
    /// How often something is looked at again that was swapped between two looks.
    static let attempts = 128

    private let root: Int32
    private let flags: Int32
    private let mode: mode_t
    private var pending: PendingPath
    private var directories = DescriptorStack()
    private var links = 0

    /// See ``PathResolver/open(_:beneath:_:mode:)``.
    static func open(_ path: UnsafePointer<CChar>, beneath directory: Int32, _ flags: Int32, mode: mode_t)
        throws(ResolutionFailure) -> OwnedDescriptor
    {
        if unsafe path[0] == CChar(bitPattern: UInt8(ascii: "/")) { throw .outside }
        var walk = unsafe ComponentResolver(path, beneath: directory, flags, mode: mode)
        return try walk.run()
    }

    private init(_ path: UnsafePointer<CChar>, beneath root: Int32, _ flags: Int32, mode: mode_t) {
        self.root = root
        self.flags = flags
        self.mode = mode
        pending = unsafe PendingPath(path)
    }

    private var current: Int32 { directories.top ?? root }

    private mutating func run() throws(ResolutionFailure) -> OwnedDescriptor {
        while let component = pending.next() {
            switch component.kind {
            case .name:
                if !component.isLast {
                    try enter()
                } else if let opened = try openLast(component) {
                    return opened
                }
                continue
            case .parent:
                // Going up needs the permission to search the directory that is left.
                _ = try resolving { () throws(Errno) in unsafe try Syscall.status(".", in: current) }
                if !directories.pop() { throw .outside }
            case .current: break
            }
            if component.isLast {
                return try resolving { () throws(Errno) in unsafe try Syscall.open(".", in: current, flags, mode: mode) }
            }
        }
        // Neither a checked path nor a link's target is empty, so that the last component has returned or thrown.
        throw .host(.noSuchFileOrDirectory)
    }

    /// Goes into a directory, or puts in its place what a symbolic link says.
    private mutating func enter() throws(ResolutionFailure) {
        for _ in 0..<Self.attempts {
            do throws(Errno) {
                directories.push(unsafe try Syscall.open(pending.name, in: current, Syscall.locating | O_DIRECTORY))
                return
            } catch .notDirectory, .tooManySymbolicLinkLevels {
                if try expandLink() { return }
                try checkIsDirectory()
            } catch {
                throw .host(error)
            }
        }
        throw .host(.resourceTemporarilyUnavailable)
    }

    /// Opens what the path leads to; `nil` if it is a symbolic link that is to be followed and now stands in the path.
    private mutating func openLast(_ component: PendingPath.Component) throws(ResolutionFailure) -> OwnedDescriptor? {
        // As Linux answers, whether or not there is something.
        if component.precedesSlash && flags & O_CREAT != 0 { throw .host(.isDirectory) }
        let flags = component.precedesSlash ? flags | O_DIRECTORY : flags
        let follows = component.precedesSlash || flags & O_NOFOLLOW == 0
        for _ in 0..<Self.attempts {
            do throws(Errno) {
                let opened = unsafe try Syscall.open(pending.name, in: current, flags, mode: mode)
                guard follows, try Self.mayBeLink(opened, flags) else { return opened }
            } catch .tooManySymbolicLinkLevels where follows {
            } catch .notDirectory where follows {
                if try expandLink() { return nil }
                try checkIsDirectory()
                continue
            } catch {
                throw .host(error)
            }
            if try expandLink() { return nil }
        }
        throw .host(.resourceTemporarilyUnavailable)
    }

    /// Whether what was opened is a symbolic link itself, which only a locating descriptor can be.
    private static func mayBeLink(_ opened: borrowing OwnedDescriptor, _ flags: Int32) throws(Errno) -> Bool {
        guard flags & Syscall.locating != 0, flags & O_DIRECTORY == 0 else { return false }
        return try Syscall.status(opened.rawValue).st_mode & S_IFMT == S_IFLNK
    }

    /// After a call that found no directory and no link: fails, unless there is a directory now.
    private func checkIsDirectory() throws(ResolutionFailure) {
        let status = try resolving { () throws(Errno) in unsafe try Syscall.status(pending.name, in: current) }
        if status.st_mode & S_IFMT != S_IFDIR && status.st_mode & S_IFMT != S_IFLNK { throw .host(.notDirectory) }
    }

    /// Puts the target of a symbolic link in its place; `false` if it is none.
    private mutating func expandLink() throws(ResolutionFailure) -> Bool {
        let target = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX))
        defer { unsafe target.deallocate() }
        let count: Int
        do throws(Errno) {
            count = unsafe try Syscall.readLink(pending.name, in: current, into: target, capacity: Int(PATH_MAX))
        } catch .invalidArgument {
            return false
        } catch {
            throw .host(error)
        }
        links += 1
        if links > Self.maximumLinks { throw .host(.tooManySymbolicLinkLevels) }
        let text = unsafe UnsafeBufferPointer(start: target, count: count)
        let isProcess = try resolving { () throws(Errno) in try Syscall.isProcessFileSystem(current) }
        if unsafe isProcess && Self.isMagic(text) { throw .host(.tooManySymbolicLinkLevels) }
        if unsafe text.first == CChar(bitPattern: UInt8(ascii: "/")) { throw .outside }
        if count == 0 { throw .host(.noSuchFileOrDirectory) }
        unsafe pending.replace(with: text)
        return true
    }

    /// Whether a link of procfs leads to an open file rather than along its text, which then is an absolute path or a
    /// description such as `pipe:[4711]`. The links that are what they seem are `self` and the like.
    private static func isMagic(_ text: UnsafeBufferPointer<CChar>) -> Bool {
        unsafe text.first == CChar(bitPattern: UInt8(ascii: "/")) || text.first == CChar(bitPattern: UInt8(ascii: "("))
            || text.contains(CChar(bitPattern: UInt8(ascii: ":")))
    }
}
