/// What may be done with a descriptor, one bit an operation. Rights are checked by every call and can only shrink.
///
/// WASI: [`rights`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#rights).
@frozen
public struct Rights: OptionSet, Hashable, Sendable {
    public let rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

extension Rights {
    /// Synchronize data; open with `syncData`. (`fd_datasync`)
    @inlinable public static var syncData: Rights { Rights(rawValue: 1 << 0) }
    /// Read and receive. (`fd_read`)
    @inlinable public static var read: Rights { Rights(rawValue: 1 << 1) }
    /// Seek; with `read` or `write`, at an offset. (`fd_seek`)
    @inlinable public static var seek: Rights { Rights(rawValue: 1 << 2) }
    /// Change the descriptor's flags. (`fd_fdstat_set_flags`)
    @inlinable public static var setFlags: Rights { Rights(rawValue: 1 << 3) }
    /// Synchronize data and attributes; open with `sync` or `syncReads`. (`fd_sync`)
    @inlinable public static var sync: Rights { Rights(rawValue: 1 << 4) }
    /// Ask for the position, and seek without moving. (`fd_tell`)
    @inlinable public static var tell: Rights { Rights(rawValue: 1 << 5) }
    /// Write and send. (`fd_write`)
    @inlinable public static var write: Rights { Rights(rawValue: 1 << 6) }
    /// Advise on access. (`fd_advise`)
    @inlinable public static var advise: Rights { Rights(rawValue: 1 << 7) }
    /// Reserve space. (`fd_allocate`)
    @inlinable public static var allocate: Rights { Rights(rawValue: 1 << 8) }
    /// Create directories below. (`path_create_directory`)
    @inlinable public static var createDirectory: Rights { Rights(rawValue: 1 << 9) }
    /// Create files below. (`path_create_file`)
    @inlinable public static var createFile: Rights { Rights(rawValue: 1 << 10) }
    /// Make hard links of files below. (`path_link_source`)
    @inlinable public static var linkSource: Rights { Rights(rawValue: 1 << 11) }
    /// Make hard links below. (`path_link_target`)
    @inlinable public static var linkTarget: Rights { Rights(rawValue: 1 << 12) }
    /// Open files below. (`path_open`)
    @inlinable public static var open: Rights { Rights(rawValue: 1 << 13) }
    /// List. (`fd_readdir`)
    @inlinable public static var readDirectory: Rights { Rights(rawValue: 1 << 14) }
    /// Read symbolic links below. (`path_readlink`)
    @inlinable public static var readLink: Rights { Rights(rawValue: 1 << 15) }
    /// Rename from below. (`path_rename_source`)
    @inlinable public static var renameSource: Rights { Rights(rawValue: 1 << 16) }
    /// Rename to below. (`path_rename_target`)
    @inlinable public static var renameTarget: Rights { Rights(rawValue: 1 << 17) }
    /// Ask for attributes of files below. (`path_filestat_get`)
    @inlinable public static var pathAttributes: Rights { Rights(rawValue: 1 << 18) }
    /// Truncate on opening files below. (`path_filestat_set_size`)
    @inlinable public static var setPathSize: Rights { Rights(rawValue: 1 << 19) }
    /// Set times of files below. (`path_filestat_set_times`)
    @inlinable public static var setPathTimes: Rights { Rights(rawValue: 1 << 20) }
    /// Ask for the attributes. (`fd_filestat_get`)
    @inlinable public static var attributes: Rights { Rights(rawValue: 1 << 21) }
    /// Set the size. (`fd_filestat_set_size`)
    @inlinable public static var setSize: Rights { Rights(rawValue: 1 << 22) }
    /// Set the times. (`fd_filestat_set_times`)
    @inlinable public static var setTimes: Rights { Rights(rawValue: 1 << 23) }
    /// Make symbolic links below. (`path_symlink`)
    @inlinable public static var symlink: Rights { Rights(rawValue: 1 << 24) }
    /// Remove directories below. (`path_remove_directory`)
    @inlinable public static var removeDirectory: Rights { Rights(rawValue: 1 << 25) }
    /// Unlink files below. (`path_unlink_file`)
    @inlinable public static var unlinkFile: Rights { Rights(rawValue: 1 << 26) }
    /// Poll; with `read` for reading, with `write` for writing. (`poll_fd_readwrite`)
    @inlinable public static var poll: Rights { Rights(rawValue: 1 << 27) }
    /// Shut down a connection. (`sock_shutdown`)
    @inlinable public static var shutdown: Rights { Rights(rawValue: 1 << 28) }
    /// Accept connections. (`sock_accept`)
    @inlinable public static var accept: Rights { Rights(rawValue: 1 << 29) }
}
