/// The name of a call.
@frozen
public enum SystemCallName: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// `args_get`.
    case argsGet
    /// `environ_get`.
    case environGet
    /// `clock_res_get`.
    case clockResGet
    /// `clock_time_get`.
    case clockTimeGet
    /// `fd_advise`.
    case fdAdvise
    /// `fd_allocate`.
    case fdAllocate
    /// `fd_close`.
    case fdClose
    /// `fd_datasync`.
    case fdDatasync
    /// `fd_fdstat_get`.
    case fdFdstatGet
    /// `fd_fdstat_set_flags`.
    case fdFdstatSetFlags
    /// `fd_fdstat_set_rights`.
    case fdFdstatSetRights
    /// `fd_filestat_get`.
    case fdFilestatGet
    /// `fd_filestat_set_size`.
    case fdFilestatSetSize
    /// `fd_filestat_set_times`.
    case fdFilestatSetTimes
    /// `fd_pread`.
    case fdPread
    /// `fd_prestat_get`.
    case fdPrestatGet
    /// `fd_pwrite`.
    case fdPwrite
    /// `fd_read`.
    case fdRead
    /// `fd_renumber`.
    case fdRenumber
    /// `fd_seek`.
    case fdSeek
    /// `fd_sync`.
    case fdSync
    /// `fd_tell`.
    case fdTell
    /// `fd_write`.
    case fdWrite
    /// `fd_readdir`.
    case fdReaddir
    /// `path_create_directory`.
    case pathCreateDirectory
    /// `path_filestat_get`.
    case pathFilestatGet
    /// `path_filestat_set_times`.
    case pathFilestatSetTimes
    /// `path_link`.
    case pathLink
    /// `path_open`.
    case pathOpen
    /// `path_readlink`.
    case pathReadlink
    /// `path_remove_directory`.
    case pathRemoveDirectory
    /// `path_rename`.
    case pathRename
    /// `path_symlink`.
    case pathSymlink
    /// `path_unlink_file`.
    case pathUnlinkFile
    /// `poll_oneoff`.
    case pollOneoff
    /// `proc_exit`.
    case procExit
    /// `proc_raise`.
    case procRaise
    /// `sched_yield`.
    case schedYield
    /// `random_get`.
    case randomGet
    /// `sock_open`.
    case sockOpen
    /// `sock_bind`.
    case sockBind
    /// `sock_connect`.
    case sockConnect
    /// `sock_listen`.
    case sockListen
    /// `sock_accept`.
    case sockAccept
    /// `sock_recv`.
    case sockRecv
    /// `sock_send`.
    case sockSend
    /// `sock_shutdown`.
    case sockShutdown
    /// `sock_recv_from`.
    case sockRecvFrom
    /// `sock_send_to`.
    case sockSendTo
    /// `sock_getsockopt`.
    case sockGetsockopt
    /// `sock_setsockopt`.
    case sockSetsockopt
    /// `sock_getlocaladdr`.
    case sockGetlocaladdr
    /// `sock_getpeeraddr`.
    case sockGetpeeraddr
    /// `sock_getaddrinfo`.
    case sockGetaddrinfo

    /// The specification's name: `fd_read`.
    ///
    /// Where preview 1 has several calls for one of the interface, it is the first: `args_get`, `environ_get`, `fd_prestat_get`.
    public var description: String {
        switch self {
        case .argsGet: "args_get"
        case .environGet: "environ_get"
        case .clockResGet: "clock_res_get"
        case .clockTimeGet: "clock_time_get"
        case .fdAdvise: "fd_advise"
        case .fdAllocate: "fd_allocate"
        case .fdClose: "fd_close"
        case .fdDatasync: "fd_datasync"
        case .fdFdstatGet: "fd_fdstat_get"
        case .fdFdstatSetFlags: "fd_fdstat_set_flags"
        case .fdFdstatSetRights: "fd_fdstat_set_rights"
        case .fdFilestatGet: "fd_filestat_get"
        case .fdFilestatSetSize: "fd_filestat_set_size"
        case .fdFilestatSetTimes: "fd_filestat_set_times"
        case .fdPread: "fd_pread"
        case .fdPrestatGet: "fd_prestat_get"
        case .fdPwrite: "fd_pwrite"
        case .fdRead: "fd_read"
        case .fdRenumber: "fd_renumber"
        case .fdSeek: "fd_seek"
        case .fdSync: "fd_sync"
        case .fdTell: "fd_tell"
        case .fdWrite: "fd_write"
        case .fdReaddir: "fd_readdir"
        case .pathCreateDirectory: "path_create_directory"
        case .pathFilestatGet: "path_filestat_get"
        case .pathFilestatSetTimes: "path_filestat_set_times"
        case .pathLink: "path_link"
        case .pathOpen: "path_open"
        case .pathReadlink: "path_readlink"
        case .pathRemoveDirectory: "path_remove_directory"
        case .pathRename: "path_rename"
        case .pathSymlink: "path_symlink"
        case .pathUnlinkFile: "path_unlink_file"
        case .pollOneoff: "poll_oneoff"
        case .procExit: "proc_exit"
        case .procRaise: "proc_raise"
        case .schedYield: "sched_yield"
        case .randomGet: "random_get"
        case .sockOpen: "sock_open"
        case .sockBind: "sock_bind"
        case .sockConnect: "sock_connect"
        case .sockListen: "sock_listen"
        case .sockAccept: "sock_accept"
        case .sockRecv: "sock_recv"
        case .sockSend: "sock_send"
        case .sockShutdown: "sock_shutdown"
        case .sockRecvFrom: "sock_recv_from"
        case .sockSendTo: "sock_send_to"
        case .sockGetsockopt: "sock_getsockopt"
        case .sockSetsockopt: "sock_setsockopt"
        case .sockGetlocaladdr: "sock_getlocaladdr"
        case .sockGetpeeraddr: "sock_getpeeraddr"
        case .sockGetaddrinfo: "sock_getaddrinfo"
        }
    }

    /// The call's family.
    public var family: CallFamily {
        switch self {
        case .argsGet, .environGet: .program
        case .clockResGet, .clockTimeGet: .clocks
        case .fdAdvise, .fdAllocate, .fdClose, .fdDatasync, .fdFdstatGet, .fdFdstatSetFlags, .fdFdstatSetRights,
            .fdFilestatGet, .fdFilestatSetSize, .fdFilestatSetTimes, .fdPread, .fdPrestatGet, .fdPwrite, .fdRead,
            .fdRenumber, .fdSeek, .fdSync, .fdTell, .fdWrite:
            .descriptors
        case .fdReaddir: .directories
        case .pathCreateDirectory, .pathFilestatGet, .pathFilestatSetTimes, .pathLink, .pathOpen, .pathReadlink,
            .pathRemoveDirectory, .pathRename, .pathSymlink, .pathUnlinkFile:
            .paths
        case .pollOneoff: .poll
        case .procExit, .procRaise, .schedYield: .process
        case .randomGet: .random
        case .sockOpen, .sockBind, .sockConnect, .sockListen, .sockAccept, .sockRecv, .sockSend, .sockShutdown,
            .sockRecvFrom, .sockSendTo, .sockGetsockopt, .sockSetsockopt, .sockGetlocaladdr, .sockGetpeeraddr,
            .sockGetaddrinfo:
            .sockets
        }
    }
}

extension SystemCall {
    /// Which call it is.
    @inlinable public var name: SystemCallName {
        switch self {
        case .argsGet: .argsGet
        case .environGet: .environGet
        case .clockResGet: .clockResGet
        case .clockTimeGet: .clockTimeGet
        case .fdAdvise: .fdAdvise
        case .fdAllocate: .fdAllocate
        case .fdClose: .fdClose
        case .fdDatasync: .fdDatasync
        case .fdFdstatGet: .fdFdstatGet
        case .fdFdstatSetFlags: .fdFdstatSetFlags
        case .fdFdstatSetRights: .fdFdstatSetRights
        case .fdFilestatGet: .fdFilestatGet
        case .fdFilestatSetSize: .fdFilestatSetSize
        case .fdFilestatSetTimes: .fdFilestatSetTimes
        case .fdPread: .fdPread
        case .fdPrestatGet: .fdPrestatGet
        case .fdPwrite: .fdPwrite
        case .fdRead: .fdRead
        case .fdRenumber: .fdRenumber
        case .fdSeek: .fdSeek
        case .fdSync: .fdSync
        case .fdTell: .fdTell
        case .fdWrite: .fdWrite
        case .fdReaddir: .fdReaddir
        case .pathCreateDirectory: .pathCreateDirectory
        case .pathFilestatGet: .pathFilestatGet
        case .pathFilestatSetTimes: .pathFilestatSetTimes
        case .pathLink: .pathLink
        case .pathOpen: .pathOpen
        case .pathReadlink: .pathReadlink
        case .pathRemoveDirectory: .pathRemoveDirectory
        case .pathRename: .pathRename
        case .pathSymlink: .pathSymlink
        case .pathUnlinkFile: .pathUnlinkFile
        case .pollOneoff: .pollOneoff
        case .procExit: .procExit
        case .procRaise: .procRaise
        case .schedYield: .schedYield
        case .randomGet: .randomGet
        case .sockOpen: .sockOpen
        case .sockBind: .sockBind
        case .sockConnect: .sockConnect
        case .sockListen: .sockListen
        case .sockAccept: .sockAccept
        case .sockRecv: .sockRecv
        case .sockSend: .sockSend
        case .sockShutdown: .sockShutdown
        case .sockRecvFrom: .sockRecvFrom
        case .sockSendTo: .sockSendTo
        case .sockGetsockopt: .sockGetsockopt
        case .sockSetsockopt: .sockSetsockopt
        case .sockGetlocaladdr: .sockGetlocaladdr
        case .sockGetpeeraddr: .sockGetpeeraddr
        case .sockGetaddrinfo: .sockGetaddrinfo
        }
    }

    /// The descriptor that the call is about, or below which its path starts; `nil` for a call that names none.
    @inlinable public var descriptor: Descriptor? {
        switch self {
        case .fdAdvise(let fd, _, _, _),
            .fdAllocate(let fd, _, _),
            .fdClose(let fd),
            .fdDatasync(let fd),
            .fdFdstatGet(let fd),
            .fdFdstatSetFlags(let fd, _),
            .fdFdstatSetRights(let fd, _, _),
            .fdFilestatGet(let fd),
            .fdFilestatSetSize(let fd, _),
            .fdFilestatSetTimes(let fd, _),
            .fdPread(let fd, _, _),
            .fdPrestatGet(let fd),
            .fdPwrite(let fd, _, _),
            .fdRead(let fd, _),
            .fdRenumber(let fd, _),
            .fdSeek(let fd, _, _),
            .fdSync(let fd),
            .fdTell(let fd),
            .fdWrite(let fd, _),
            .fdReaddir(let fd, _),
            .sockBind(let fd, _),
            .sockConnect(let fd, _),
            .sockListen(let fd, _),
            .sockAccept(let fd, _),
            .sockRecv(let fd, _, _),
            .sockSend(let fd, _, _),
            .sockShutdown(let fd, _),
            .sockRecvFrom(let fd, _, _),
            .sockSendTo(let fd, _, _, _),
            .sockGetsockopt(let fd, _),
            .sockSetsockopt(let fd, _, _),
            .sockGetlocaladdr(let fd),
            .sockGetpeeraddr(let fd):
            fd
        case .pathCreateDirectory(let path),
            .pathFilestatGet(let path, _),
            .pathFilestatSetTimes(let path, _, _),
            .pathLink(let path, _, _),
            .pathOpen(let path, _, _, _, _, _),
            .pathReadlink(let path, _),
            .pathRemoveDirectory(let path),
            .pathRename(let path, _),
            .pathSymlink(_, let path),
            .pathUnlinkFile(let path):
            path.directory
        default: nil
        }
    }
}
