#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// What `path_open` asks the host for, and what the new descriptor may do: a function of the call's parameters and of the
/// directory, without any system call.
struct OpenRequest: Equatable {
    /// What becomes of a file that is missing.
    enum Creation: Equatable {
        /// The host decides.
        case byHost
        /// The grant is read-only: a file that exists is opened, as on a read-only file system.
        case refused
        /// The grant is read-only, and a file that exists is an error as well.
        case refusedEvenIfPresent
    }

    /// For `openat`.
    let hostFlags: Int32
    let creation: Creation
    /// What was asked for; what is opened can have less, see ``file(of:through:isTerminal:)``.
    let rights: Rights
    let inheriting: Rights
    let flags: DescriptorFlags

    /// Checks the parameters.
    ///
    /// Bits of rights that neither files nor directories have (those of sockets, and those that preview 1 does not define) are
    /// dropped before the check, since guests that want everything ask for them. The others must be among the directory's
    /// inheriting ones. Rights do not stand for each other: a file is opened for writing only if ``WASICore/Rights/write`` is
    /// asked for.
    ///
    /// - Throws: ``WASICore/Errno/notCapable``, ``WASICore/Errno/readOnlyFileSystem``, and ``WASICore/Errno/invalidArgument``
    ///   for a directory that is to be made or cut.
    init(
        options: OpenOptions, rights: Rights, inheriting: Rights, flags: DescriptorFlags, follow: LookupFlags,
        through directory: OpenFile
    ) throws(Errno) {
        let known = Rights.directory.union(.file)
        self.rights = rights.intersection(known)
        self.inheriting = inheriting.intersection(known)
        self.flags = flags.intersection(.all)

        if options.contains(.directory) && !options.isDisjoint(with: [.create, .exclusive, .truncate]) {
            throw .invalidArgument
        }
        var needed = self.rights.union(self.inheriting)
        if directory.isReadOnly {
            if options.contains(.truncate) || self.rights.contains(.write) { throw .readOnlyFileSystem }
        } else {
            if options.contains(.create) && !directory.rights.contains(.createFile) { throw .notCapable }
            if options.contains(.truncate) && !directory.rights.contains(.setPathSize) { throw .notCapable }
            if flags.contains(.syncData) { needed.insert(.syncData) }
            if !flags.isDisjoint(with: [.sync, .syncReads]) { needed.insert(.sync) }
        }
        guard directory.inheriting.isSuperset(of: needed) else { throw .notCapable }

        // A FIFO without a writer and a device must not hold up the host in the call. Afterwards the host's flag is taken back:
        // see ``OpenFile/Waiting``.
        var host = O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        switch (self.rights.contains(.read), self.rights.contains(.write)) {
        case (true, true): host |= O_RDWR
        case (false, true): host |= O_WRONLY
        case (_, false): host |= O_RDONLY
        }
        if !follow.contains(.followSymlinks) { host |= O_NOFOLLOW }
        if options.contains(.directory) { host |= O_DIRECTORY }
        if options.contains(.truncate) { host |= O_TRUNC }
        if flags.contains(.append) { host |= O_APPEND }
        if flags.contains(.syncData) { host |= O_DSYNC }
        if !flags.isDisjoint(with: [.sync, .syncReads]) { host |= O_SYNC }

        if !options.contains(.create) {
            creation = .byHost
        } else if !directory.isReadOnly {
            creation = .byHost
            host |= O_CREAT
            if options.contains(.exclusive) { host |= O_EXCL }
        } else if !options.contains(.exclusive) {
            creation = .refused
        } else {
            creation = .refusedEvenIfPresent
            host = Syscall.locating | O_CLOEXEC | O_NOFOLLOW
        }
        hostFlags = host
    }

    /// The permissions of a file that is made, from which the host takes its `umask`.
    var mode: mode_t { hostFlags & O_CREAT != 0 ? 0o666 : 0 }

    /// Whether reads and writes of what was opened may have to wait.
    static func mayWait(_ type: FileType) -> Bool {
        switch type {
        case .regularFile, .directory, .blockDevice: false
        case .characterDevice, .unknown, .datagramSocket, .streamSocket, .symbolicLink: true
        }
    }

    /// The table's entry for what was opened, with the rights that make sense for it.
    func file(of type: FileType, through directory: OpenFile, isTerminal: Bool) -> OpenFile {
        let sensible: Rights
        switch type {
        case .directory: sensible = .directory
        // wasi-libc takes a character device without the rights to seek for a terminal.
        case .characterDevice: sensible = isTerminal ? .stream : .file
        // A pipe has the rights to seek, and the host says that it cannot.
        case .regularFile, .blockDevice, .unknown, .datagramSocket, .streamSocket, .symbolicLink: sensible = .file
        }
        return OpenFile(
            host: -1, type: type, flags: flags, rights: rights.intersection(sensible),
            inheriting: type == .directory ? inheriting : [], grant: directory.grant, isReadOnly: directory.isReadOnly,
            ownsDescription: true, waiting: Self.mayWait(type) ? .asked : .never)
    }
}
