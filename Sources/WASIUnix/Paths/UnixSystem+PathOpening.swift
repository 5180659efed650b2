#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

extension UnixSystem {
    /// See ``WASICore/PathCalls/open(_:follow:options:rights:inheriting:flags:)``.
    ///
    /// Neither a FIFO nor a device makes the call wait: a FIFO that nobody reads cannot be opened for writing only, and fails
    /// with ``WASICore/Errno/noSuchAddressOrDevice``.
    @inline(__always)
    public func open(
        _ path: borrowing GuestPath, follow: LookupFlags, options: OpenOptions, rights: Rights, inheriting: Rights,
        flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let directory = try directory(of: path, .open, changes: false)
        let request = try OpenRequest(
            options: options, rights: rights, inheriting: inheriting, flags: flags, follow: follow, through: directory)
        let checked = try check(path, in: paths.first)
        try table.checkRoom()
        if request.creation != .byHost {
            return try install(try openPresent(checked, of: path, in: directory, request), request, through: directory)
        }
        let opened = try open(checked, of: path, in: directory, request.hostFlags, mode: request.mode)
        return try install(opened, request, through: directory)
    }

    @inline(__always)
    private func install(_ opened: consuming OwnedDescriptor, _ request: OpenRequest, through directory: OpenFile)
        throws(Errno) -> Descriptor
    {
        // Nothing but a directory can be opened as one.
        let isDirectory = request.hostFlags & O_DIRECTORY != 0
        let type = isDirectory ? .directory : FileType(mode: try Syscall.status(opened.rawValue).st_mode)
        if OpenRequest.mayWait(type), request.hostFlags & O_NONBLOCK != 0 {
            try Syscall.setStatusFlags(request.hostFlags & ~O_NONBLOCK, of: opened.rawValue)
        }
        let isTerminal = type == .characterDevice && isatty(opened.rawValue) == 1
        return try install(opened, request.file(of: type, through: directory, isTerminal: isTerminal))
    }

    /// Opens a file that would be made if it were missing, below a read-only grant.
    private func openPresent(
        _ checked: CheckedPath, of path: borrowing GuestPath, in directory: OpenFile, _ request: OpenRequest
    ) throws(Errno) -> OwnedDescriptor {
        if checked.hasTrailingSlash { throw .isDirectory }
        do throws(Errno) {
            let opened = try open(checked, of: path, in: directory, request.hostFlags)
            if request.creation == .refusedEvenIfPresent { throw .fileExists }
            return opened
        } catch .noSuchFileOrDirectory {
            // Is it the file that is missing, or its directory?
            _ = try place(checked, of: path, in: directory, current: .isDirectory, parent: .isDirectory)
            throw .readOnlyFileSystem
        }
    }
}
